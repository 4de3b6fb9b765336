# Debian packages: which a verb needs, and getting those that are missing. Sourced by the checkout's launcher.

all_packages=(maven verilator yosys nextpnr-ice40 fpga-icestorm iverilog openfpgaloader g++ make zlib1g-dev)

# packages_of VERB ARGUMENT...: sets `packages` to what the verb needs beyond a JDK; a build of the command asks for Maven itself.
packages_of() {
  packages=()
  case ${1:-} in
    test) packages=("${all_packages[@]}") ;;
    demo | cosim | soak) packages=(verilator g++ make zlib1g-dev) ;;
    build) packages=(yosys nextpnr-ice40 fpga-icestorm) ;;
    bench) packages=(maven verilator g++ make zlib1g-dev) ;;
    run) [[ " $* " != *[\ =]rtl\ * ]] || packages=(verilator g++ make zlib1g-dev) ;;
  esac
  local argument
  for argument in "$@"; do
    case $argument in -h | --help) packages=() ;; esac
  done
}

# is_installed PACKAGE: looks for what the package is wanted for, so that a tool from elsewhere counts and a start
# costs no dpkg.
is_installed() {
  case $1 in
    maven) type -P mvn ;;
    fpga-icestorm) type -P icepack ;;
    openfpgaloader) type -P openFPGALoader ;;
    zlib1g-dev) [[ -e /usr/include/zlib.h ]] ;;
    python3-venv) python3 -c 'import ensurepip' 2>&1 ;;
    *) type -P "$1" ;;
  esac >/dev/null
}

# need_packages PACKAGE...: installs what is missing as root; otherwise prints the one command and ends with 3.
need_packages() {
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if ! type -P apt-get >/dev/null; then
    fail 3 "missing tools: ${missing[*]} (the names of their Debian packages)" "this system has no apt-get; install them in its own way"
  fi
  if [[ $(id -u) != 0 ]]; then
    fail 3 "missing Debian packages: ${missing[*]}" "sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  local log=$cache/apt.log
  say "installing Debian packages: ${missing[*]}"
  : >"$log"
  apt_get update || true
  if ! apt_get install -y --no-install-recommends "${missing[@]}"; then
    tail -n 15 "$log" >&2
    fail 3 "apt-get could not install ${missing[*]}" "the full log is $log"
  fi
  for package in "${missing[@]}"; do
    is_installed "$package" || fail 3 "$package is installed but not usable" "the full log is $log"
  done
}

# apt_get ARGUMENT...: asks nobody, waits while somebody else installs, and writes to `log`.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 "$@" </dev/null 2>&1 | follow_apt "$log"
}

# follow_apt LOG: adds everything to the log, shows a line as each package is set up.
follow_apt() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    printf '%s\n' "$line" >>"$1"
    case $line in
      'Need to get '*) say "${line,}" ;;
      'Setting up '*) line=${line#Setting up } && say "  ${line%% *}" ;;
    esac
  done
}

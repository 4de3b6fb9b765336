# A JDK 25 for a Debian that has none, got by root: Debian's own package (Debian 13 has one), else Temurin's. Sourced by the
# checkout's launcher, after start.sh and packages.sh.

# get_jdk: sets `jdk`; where there is none and nobody wants one to be installed, says how to and ends with 3.
get_jdk() {
  find_jdk && return 0
  if [[ $(id -u) != 0 ]] || ! type -P apt-get >/dev/null || ! wants_jdk; then
    fail_without_jdk
  fi
  local log=$cache/apt-jdk.log
  say "getting a JDK 25"
  : >"$log"
  install_jdk || { tail -n 15 "$log" >&2 && say "that failed; the full log is $log" && fail_without_jdk; }
  find_jdk || { say "what was installed is in none of the usual folders; the full log is $log" && fail_without_jdk; }
}

# wants_jdk: a package source of somebody else's is added only when root said so, here or by SPIKELOCK_INSTALL_JDK=1. Without
# a terminal nobody can be asked.
wants_jdk() {
  case ${SPIKELOCK_INSTALL_JDK:-} in
    1 | yes) return 0 ;;
    0 | no) return 1 ;;
  esac
  [[ -t 0 && -t 2 ]] || return 1
  local answer=
  say "no JDK 25 found. It can be installed now: openjdk-25-jdk-headless if this Debian has it,"
  say "else Temurin 25, for which packages.adoptium.net becomes a package source of this machine."
  printf 'spikelock: Install it? [y/N] ' >&2
  read -r answer || true
  [[ $answer == [yY]* ]]
}

install_jdk() {
  local own=openjdk-25-jdk-headless apt=${SPIKELOCK_APT_FOLDER:-/etc/apt}
  local key=$apt/keyrings/adoptium.asc list=$apt/sources.list.d/adoptium.list
  apt_get update || true
  if [[ $(apt-cache policy "$own" 2>/dev/null) == *'Candidate: '[0-9]* ]]; then
    apt_get install -y --no-install-recommends "$own"
    return
  fi
  apt_get install -y --no-install-recommends wget ca-certificates || return
  mkdir -p "${key%/*}" "${list%/*}" &&
    wget -qO "$key" https://packages.adoptium.net/artifactory/api/gpg/key/public 2>>"$log" &&
    temurin_source "$key" >"$list" || return
  apt_get update || true
  apt_get install -y --no-install-recommends temurin-25-jdk
}

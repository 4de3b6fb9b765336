# What the checkout's launcher and the distribution's start script share: failing in the command's own terms, finding a
# JDK 25, and becoming java. Sourced by bash; the including script has put the user's arguments into the array `arguments`.

say() { printf 'spikelock: %s\n' "$*" >&2; }

json_string() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$text"
}

# fail CODE MESSAGE HINT: one message on stderr and, as --json promises, one object on stdout; ends the script.
fail() {
  local code=$1 message=$2 hint=${3:-} argument
  for argument in "${arguments[@]}"; do
    if [[ $argument == --json ]]; then
      printf '{"schema":"spikelock/result/1","version":%s,"verb":%s,"error":{"code":%d,"message":%s,"file":"","where":"","hint":%s}}\n' \
        "$(json_string "$version")" "$(json_string "${arguments[0]}")" "$code" "$(json_string "$message")" "$(json_string "$hint")"
      break
    fi
  done
  say "$message"
  [[ -z $hint ]] || printf '%s\n' "$hint" | sed 's/^/  /' >&2
  exit "$code"
}

# cache_root: prints the folder that holds all our output.
cache_root() {
  local base=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
  printf '%s' "${base:-/tmp/spikelock-$EUID}/spikelock"
}

# is_jdk_25 FOLDER: decided by its release file, without starting anything.
is_jdk_25() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^JAVA_VERSION=\"25(\"|[^0-9]) ]] && return 0
  done <"$1/release"
  return 1
}

# find_jdk: sets `jdk` to the first JDK 25; false when there is none.
find_jdk() {
  local candidate base
  if [[ -n ${SPIKELOCK_JAVA_HOME:-} ]]; then
    is_jdk_25 "$SPIKELOCK_JAVA_HOME" ||
      fail 3 "SPIKELOCK_JAVA_HOME is $SPIKELOCK_JAVA_HOME, which is not a JDK 25" "point it at a JDK 25, or unset it"
    jdk=$SPIKELOCK_JAVA_HOME
    return 0
  fi
  if [[ -n ${JAVA_HOME:-} ]] && is_jdk_25 "$JAVA_HOME"; then
    jdk=$JAVA_HOME
    return 0
  fi
  if candidate=$(type -P java); then
    candidate=$(readlink -f -- "$candidate")
    if is_jdk_25 "${candidate%/bin/java}"; then
      jdk=${candidate%/bin/java}
      return 0
    fi
  fi
  local folders=${SPIKELOCK_JDK_FOLDERS-/usr/lib/jvm:/usr/java:/opt:/opt/java:/usr/local:${HOME:-}/.sdkman/candidates/java:${HOME:-}/.jdks:${HOME:-}/.gradle/jdks:${HOME:-}/.asdf/installs/java:${HOME:-}/.local/share/mise/installs/java}
  local IFS=:
  for base in $folders; do
    for candidate in "$base"/*; do
      if is_jdk_25 "$candidate"; then
        jdk=$candidate
        return 0
      fi
    done
  done
  return 1
}

# temurin_source KEY: the line for apt's package sources.
temurin_source() {
  local line codename=bookworm
  while IFS= read -r line; do
    [[ $line != VERSION_CODENAME=* ]] || codename=${line#*=}
  done </etc/os-release || true
  printf 'deb [signed-by=%s] https://packages.adoptium.net/artifactory/deb %s main\n' "$1" "$codename"
}

fail_without_jdk() {
  local cpu=x64 sudo='sudo ' key=/etc/apt/keyrings/adoptium.asc
  [[ $(uname -m) != aarch64 ]] || cpu=aarch64
  [[ $(id -u) != 0 ]] || sudo=
  fail 3 "no JDK 25 found (looked at SPIKELOCK_JAVA_HOME, JAVA_HOME, java on PATH and the usual folders)" \
"From Debian 13 on:
  ${sudo}apt-get update && ${sudo}apt-get install -y openjdk-25-jdk-headless
On Debian 12, Temurin 25:
  ${sudo}apt-get update && ${sudo}apt-get install -y wget ca-certificates && ${sudo}mkdir -p ${key%/*}
  ${sudo}wget -qO $key https://packages.adoptium.net/artifactory/api/gpg/key/public
  echo '$(temurin_source "$key")' | ${sudo}tee /etc/apt/sources.list.d/adoptium.list
  ${sudo}apt-get update && ${sudo}apt-get install -y temurin-25-jdk
In a checkout root need not type that: SPIKELOCK_INSTALL_JDK=1 ./spikelock demo
Or without root, where it will be found:
  mkdir -p ~/.jdks && wget -qO- 'https://api.adoptium.net/v3/binary/latest/25/ga/linux/$cpu/jdk/hotspot/normal/eclipse' | tar -xz -C ~/.jdks
Or set SPIKELOCK_JAVA_HOME to a JDK 25 elsewhere."
}

# is_sanafe FILE: whether it looks like a network of SANA-FE, in either spelling.
is_sanafe() {
  local start=
  [[ -f ${1:-} && -r $1 ]] || return 1
  IFS= read -r -d '' -n 4096 start <"$1" || true
  [[ $'\n'$start == *$'\n'network:* || $'\n'$start =~ $'\n'g[[:blank:]]+[0-9]+ ]]
}

# answer_version ARGUMENT...: `--version` is said without starting Java; false for everything else.
answer_version() {
  [[ $# == 1 && ($1 == --version || $1 == -V) ]] || return 1
  printf 'spikelock %s\n' "$version"
}

# jars_of LIB: a line for each jar, and for the JDK, that changes with it.
jars_of() { stat -L -c '%n %s %Y' -- "$1"/*.jar "$jdk/release" 2>/dev/null || true; }

# rehearse ARCHIVE LIB: makes Java's ahead-of-time cache of a start, which halves the time of every later one. It is a
# help only: where it cannot be made, Java starts without, and it is not tried again.
rehearse() {
  local archive=$1 jars=$2 part=$1.$$.part
  rm -f "$archive" 2>/dev/null || true
  if ! { "$jdk/bin/java" -XX:AOTCacheOutput="$part" "${java_flags[@]}" -cp "$class_path" spikelock.toolchain.command.Rehearsal >/dev/null 2>&1 </dev/null &&
    mv -f "$part" "$archive" 2>/dev/null; }; then
    rm -f "$part" 2>/dev/null || true
    jars+=$not_made
  fi
  { printf '%s' "$jars" >"$archive.of"; } 2>/dev/null || true
}
not_made=' not made'

# start_java ARCHIVE LIB ARGUMENT...: becomes java, so that signals and the exit code need no passing on. ARCHIVE is the
# ahead-of-time cache of a start, made when it is missing, or when a jar or the JDK is another one.
start_java() {
  local archive=$1 lib=$2 class_path
  shift 2
  java_flags=(
    --enable-native-access=ALL-UNNAMED
    # The reader of Zstandard (AEDAT 4) uses what a later Java will take away, and this one warns of on stderr.
    --sun-misc-unsafe-memory-access=allow
    -XX:+UseSerialGC
    # The heap grows from this with what is alive; Java's own first size, a part of the machine, would all be touched.
    -Xms16m
    -XX:MaxRAMPercentage=60
    # The JVM's own remarks would go to stdout, where --json has promised one object; that an archive is out of date
    # is nobody's business, it is made anew.
    -Xlog:disable '-Xlog:all=error,cds*=off,aot*=off:stderr'
    -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8
  )
  local jars flags=()
  jars=$(jars_of "$lib")
  class_path=$(IFS=: && set -- "$lib"/*.jar && printf '%s' "$*")
  # Training has loops that C2 leaves scalar; with vectors it takes half the time and gives the same bits. The JVM says on stderr that
  # the module is an incubating one, which only a filter can keep off.
  if [[ ${1:-} == train && $(<"$jdk/release") == *jdk.incubator.vector* ]]; then
    flags+=(--add-modules jdk.incubator.vector)
    [[ ! -t 2 ]] || flags+=(-Dspikelock.stderr=terminal)
    exec 2> >(trap '' INT TERM && exec sed -u '/^WARNING: Using incubator modules: jdk.incubator.vector$/d' >&2)
  else
    local made_of=
    [[ ! -r $archive.of ]] || made_of=$(<"$archive.of")
    if [[ -w ${archive%/*} && $made_of != "$jars$not_made" && ! (-s $archive && $made_of == "$jars") ]]; then
      rehearse "$archive" "$jars"
    fi
    [[ ! -s $archive || ! -r $archive ]] || flags+=("-XX:AOTCache=$archive" -XX:+VerifySharedSpaces)
  fi
  # What is over in a second or so: C2 would take as long again for code that then hardly runs.
  if [[ ${1:---help} == @(-*|help|info|check|explain|examples|chips|models|profiles|doctor|boards) || " $* " == *' --help '* ]] ||
    { [[ ${1:-} == @(estimate|run) ]] && is_sanafe "${2:-}"; }; then
    flags+=(-XX:TieredStopAtLevel=1)
  fi
  # In the C locale java could not open a file whose name is not ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) export LC_ALL=C.UTF-8 ;; esac
  # shellcheck disable=SC2086 # several options in one variable
  exec "$jdk/bin/java" "${java_flags[@]}" "${flags[@]}" ${SPIKELOCK_JAVA_OPTIONS:-} -cp "$class_path" spikelock.toolchain.command.Main "$@"
}

# Building a checkout without writing into it: the sources are copied under the user's cache and built there by Debian's
# Maven. A finished build is a folder named after the state of the sources, so unchanged sources need only a look.
# Sourced by the checkout's launcher, which has set `checkout` and `cache`.

# list_sources SCOPE: one line for each file, path first, that changes whenever the file does. `main` is what the command
# is built from; `all` adds the tests and what they read.
list_sources() (
  local modules names=() name
  cd "$checkout"
  modules=(*/pom.xml)
  case $1 in
    main) find pom.xml "${modules[@]%/pom.xml}" \( -path '*/target' ! -path '*/src/*' -o -path '*/src/test' -o -path tests -o -name '.*' \) -prune \
      -o -type f ! -name README.md -printf '%p\t%s\t%T@\t%m\n' ;;
    all)
      for name in spikelock .ci LICENSE README.md; do
        [[ ! -e $name ]] || names+=("$name")
      done
      find pom.xml "${names[@]}" "${modules[@]%/pom.xml}" -path '*/target' ! -path '*/src/*' -prune -o -type f -printf '%p\t%s\t%T@\t%m\n'
      ;;
  esac | LC_ALL=C sort
)

# copy_sources: makes $cache/copy equal to the checkout, touching only what changed. Copies get today's date, because a
# checkout can change to files that are older than their classes.
copy_sources() {
  local copy=$cache/copy now=$cache/copy.now was=$cache/copy.was
  mkdir -p "$copy"
  [[ -e $was ]] || { rm -rf "$copy" && mkdir -p "$copy" && : >"$was"; }
  list_sources all >"$now"
  local gone module
  gone=$(LC_ALL=C comm -23 <(cut -f1 "$was" | LC_ALL=C sort) <(cut -f1 "$now" | LC_ALL=C sort))
  # From here to the end the copy is neither: a run that is cut off makes the next one start over.
  mv "$was" "$was.old"
  while IFS= read -r file; do
    [[ -n $file ]] || continue
    rm -f "$copy/$file"
    # Maven would keep what was made from the deleted file.
    rm -rf "$copy/${file%%/*}/target"
  done <<<"$gone"
  LC_ALL=C comm -13 "$was.old" "$now" | cut -f1 |
    tar -C "$checkout" --mode=u+rw --verbatim-files-from -T - -cf - | tar -C "$copy" --no-same-owner -xmf -
  rm -f "$was.old"
  mv "$now" "$was"
}

# lock_cache / unlock_cache: one build of a checkout at a time.
lock_cache() {
  exec {lock}>"$cache/lock"
  flock -n "$lock" || { say "waiting for another build of this checkout" && flock "$lock"; }
}
unlock_cache() { exec {lock}>&-; }

# run_maven LOG FOLLOWER ARGUMENT...: Maven on the copy, with everything in LOG and what FOLLOWER picks on stderr.
run_maven() {
  local log=$1 follower=$2 outcome=0
  shift 2
  # A Maven that was cut off can leave classes that its next run takes for finished.
  [[ ! -e $cache/building ]] || rm -rf "$cache"/copy/*/target
  : >"$cache/building"
  : >"$log"
  (cd "$cache/copy" && JAVA_HOME=$jdk mvn -B "$@" </dev/null 2>&1 {lock}>&-) | "$follower" "$log" || outcome=1
  rm -f "$cache/building"
  return "$outcome"
}

# forget_packages: Maven would take a jar for up to date when only its manifest in the pom changed.
forget_packages() { rm -rf "$cache"/copy/*/target/*.jar "$cache"/copy/toolchain/target/spikelock-*/; }

# follow_build LOG: a line for each module, and signs of life while the first build downloads.
follow_build() {
  local line downloads=0
  while IFS= read -r line || [[ -n $line ]]; do
    printf '%s\n' "$line" >>"$1"
    case $line in
      '[INFO] Building Spikelock '*'['*) say "  building$(named "$line")" ;;
      Downloaded* | '[INFO] Downloaded'*)
        downloads=$((downloads + 1))
        if ((downloads == 1)); then
          say "  downloading libraries from Maven Central"
        elif ((downloads % 100 == 0)); then
          say "  $downloads files"
        fi
        ;;
    esac
  done
}

# named LINE: ` Spikelock emulator (2 of 6)` from Maven's line for a module.
named() { [[ $1 =~ Building( .+)\ [^\ ]+\ +\[([0-9]+)/([0-9]+)\] ]] && printf '%s (%s of %s)' "${BASH_REMATCH[@]:1}"; }

# show_log LOG: the part of a failed build's log that says why.
show_log() {
  local errors
  errors=$(grep -E '^\[ERROR\]' "$1" | grep -vE '^\[ERROR\] *$|e-run Maven|For more information|^\[ERROR\] \[Help|After correcting|mvn <args>' | head -n 30) || true
  if [[ -n $errors ]]; then printf '%s\n' "$errors" >&2; else tail -n 30 "$1" >&2; fi
}

# build_command: sets `distribution` to a built command that matches the sources, building it when there is none.
build_command() {
  local id
  read -r id _ < <(list_sources main | sha256sum)
  distribution=$cache/command-${id:0:16}
  use_distribution && return 0
  need_packages maven
  lock_cache
  if ! use_distribution; then
    local log=$cache/build.log made started=$SECONDS
    say "building (the first time takes some minutes)"
    copy_sources
    forget_packages
    if ! run_maven "$log" follow_build -Dmaven.test.skip=true -pl toolchain -am package; then
      show_log "$log"
      fail 3 "the build failed" "the full log is $log"
    fi
    made=$(printf '%s' "$cache"/copy/toolchain/target/spikelock-*/)
    rm -rf "$cache/command.new"
    cp -a "${made%/}" "$cache/command.new"
    : >"$cache/command.new/in-use"
    (cd "$cache/command.new" && stat -c '%n %s %Y' lib/*) >"$cache/command.new/files"
    rm -rf "$distribution"
    mv "$cache/command.new" "$distribution"
    say "built in $((SECONDS - started)) s"
    use_distribution
    remove_old_distributions
  fi
  unlock_cache
}

# use_distribution: marks it as in use for as long as this process, and the java that it becomes, live. False when there is
# none, or one whose files are not those that were built.
use_distribution() {
  [[ -e $distribution/in-use && -r $distribution/files && $(<"$distribution/files") == "$(cd "$distribution" && stat -c '%n %s %Y' lib/* 2>/dev/null)" ]] &&
    exec {in_use}<"$distribution/in-use" && flock -s -n "$in_use" && [[ -e $distribution/in-use ]]
} 2>/dev/null

remove_old_distributions() {
  local old
  for old in "$cache"/command-*/in-use; do
    if [[ ${old%/in-use} != "$distribution" ]]; then
      flock -x -n "$old" rm -rf "${old%/in-use}" || true
    fi
  done
}

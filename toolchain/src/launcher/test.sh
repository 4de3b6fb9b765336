# The verb `test`: every test of every module, in the copy, then a summary. Sourced by the checkout's launcher.

test_usage() {
  cat <<'TEXT'
Usage: spikelock test [--with-python] [-- MAVEN-ARGUMENT...]
Runs all tests of all modules and ends with what was not tested and why; `../shared` beside the checkout is used when it is there.

  --with-python   compare with snnTorch, Norse, PyTorch and NIR themselves, not only with what was recorded of them. The first
                  time this gets their packages from PyPI into the cache folder: 5 GB, 3 to 6 minutes.

Examples:
  spikelock test
  spikelock test --with-python
  spikelock test -- -pl emulator -am
  spikelock test -- -Dtest=ArchitectureTest -Dsurefire.failIfNoSpecifiedTests=false

Exit codes: 0 all passed; 1 a test failed, the build broke, or, when CI is set, a test was skipped for want of a tool;
3 a tool is missing.
TEXT
}

# follow_tests LOG: each module, each suite with its time, each error.
follow_tests() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    printf '%s\n' "$line" >>"$1"
    case $line in
      '[INFO] Building Spikelock '*'['*) say "testing$(named "$line")" ;;
      *'Tests run:'*' -- in '*) printf '  %s\n' "${line#*] }" >&2 ;;
      '[ERROR]'*) printf '  %s\n' "$line" >&2 ;;
    esac
  done
}

test_checkout() {
  local with_python=
  unset SPIKELOCK_PYTHON
  while [[ $# -gt 0 ]]; do
    case $1 in
      -h | --help) test_usage && exit 0 ;;
      --with-python) with_python=1 ;;
      --) shift && break ;;
      *) fail 2 "unknown option '$1' of test" "arguments for Maven follow a --: spikelock test -- $1" ;;
    esac
    shift
  done
  [[ -z $with_python ]] || get_python
  if [[ -d $checkout/../shared ]]; then
    SPIKELOCK_SHARED=$(cd "$checkout/../shared" && pwd)
    export SPIKELOCK_SHARED
  fi
  local log=$cache/test.log started=$SECONDS built=0
  lock_cache
  copy_sources
  forget_packages
  rm -rf "$cache"/copy/*/target/surefire-reports
  # Failing tests do not stop Maven, so that one run shows all of them: the summary decides.
  run_maven "$log" follow_tests -fae -Dmaven.test.failure.ignore=true verify "$@" || built=1
  unlock_cache
  [[ $built == 0 ]] || { show_log "$log" && say "the build broke; the full log is $log"; }
  "$jdk/bin/java" "$cache/copy/tests/src/main/java/spikelock/tests/summary/TestSummary.java" \
    "$cache/copy" "$((SECONDS - started))" "${CI:+--tools-required}" "${with_python:+--with-python}" && return "$built"
  say "the full log is $log"
  exit 1
}

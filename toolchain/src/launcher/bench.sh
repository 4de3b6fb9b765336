# The verb `bench`: the measurements of the tests module. Sourced by the checkout's launcher.

bench_usage() { cat "$checkout/tests/src/test/resources/spikelock/tests/bench/usage.txt"; }

bench_checkout() {
  local log=$cache/bench.log classes=$cache/copy/tests/target/test-classes
  lock_cache
  if [[ ! -e $cache/benched ]] || ! cmp -s <(list_sources all) "$cache/benched"; then
    say "building the benchmarks"
    rm -f "$cache/benched"
    copy_sources
    if ! run_maven "$log" follow_build -DskipTests package; then
      show_log "$log"
      fail 3 "the build failed" "the full log is $log"
    fi
    cp "$cache/copy.was" "$cache/benched"
  fi
  unlock_cache
  [[ -d $checkout/../shared ]] && SPIKELOCK_SHARED=$(cd "$checkout/../shared" && pwd) && export SPIKELOCK_SHARED
  local vectors=()
  if [[ $(<"$jdk/release") == *jdk.incubator.vector* ]]; then
    vectors=(--add-modules jdk.incubator.vector)
  fi
  # shellcheck disable=SC2086 # several options in one variable
  exec "$jdk/bin/java" "${vectors[@]}" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:MaxRAMPercentage=60 \
    -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ${SPIKELOCK_JAVA_OPTIONS:-} \
    -cp "$classes:$(<"$cache/copy/tests/target/test.classpath")" spikelock.tests.bench.BenchMain "$@"
}

# Python with the packages of the guide for Python users, for `test --with-python`. Sourced by the checkout's launcher.

# Packages that tests hold this project against and that no user of it needs: each comes into the same environment, and a test
# that finds its own missing is skipped.
oracles=(sanafe==2.2.9)

# get_oracles FOLDER: installs into the environment there those that it has not.
get_oracles() {
  local oracle
  for oracle in "${oracles[@]}"; do
    [[ ! -e $1/with-$oracle ]] || continue
    say "getting $oracle from PyPI, once"
    if "$1/bin/python" -m pip install --no-cache-dir --no-deps "$oracle" </dev/null >"$log" 2>&1 {python_lock}>&-; then
      : >"$1/with-$oracle"
    else
      say "$oracle cannot be installed ($log); what is compared with it is skipped"
    fi
  done
}

# get_python: exports SPIKELOCK_PYTHON, a virtual environment's Python. The environment is named after what is in it and made
# once, in the cache folder, where all checkouts share it.
get_python() {
  local line requirements=() hash folder log=$cache/pip.log
  while IFS= read -r line; do
    if [[ $line == 'pip install '* ]]; then
      read -ra requirements <<<"${line#pip install }"
      break
    fi
  done <"$checkout/toolchain/guide/python.md"
  read -r hash _ < <(printf '%s\n' "${requirements[@]}" | sha256sum)
  folder=$(cache_root)/python/guide-${hash:0:16}
  mkdir -p "${folder%/*}"
  exec {python_lock}>"${folder%/*}/lock"
  flock "$python_lock"
  if [[ ! -e $folder/complete ]]; then
    need_packages python3-venv
    say "getting ${requirements[*]} from PyPI: 5 GB, some minutes, once"
    rm -rf "$folder"
    if ! { python3 -m venv "$folder" && "$folder/bin/python" -m pip install --no-cache-dir --no-compile "${requirements[@]}"; } \
        </dev/null >"$log" 2>&1 {python_lock}>&-; then
      tail -n 5 "$log" >&2
      fail 3 "the Python packages cannot be installed" "the full log is $log; without --with-python their recorded answers are compared with"
    fi
    : >"$folder/complete"
  fi
  get_oracles "$folder"
  exec {python_lock}>&-
  export SPIKELOCK_PYTHON=$folder/bin/python
}

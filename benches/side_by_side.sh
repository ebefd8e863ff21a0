#!/usr/bin/env bash
# Times `blackdrop scan` and other programs on the same folder, in turn, and prints how many times as fast it is.
#
#   benches/side_by_side.sh --blackdrop PROGRAM --folder FOLDER [--workers 2] [--rounds 5] [--compare PROGRAM] -- PEER...
#
# Each PEER is a command line in one argument; {folder}, {out} and {workers} in it are filled in:
#
#   benches/side_by_side.sh --blackdrop target/release/blackdrop --folder ~/shop \
#     --compare target/release/examples/compare_pixel_lists -- \
#     "python3 one_by_one.py {folder} {out}" "python3 in_a_pool.py {folder} {out} {workers}"
#
# A peer that writes {out} as lines of product,path,sum is compared with ours when --compare names the example program
# compare_pixel_lists. After one warm-up each, the programs run in turn, so that a machine which gets slower by itself
# slows all of them.
set -euo pipefail

workers=2 rounds=5 blackdrop='' folder='' compare=''
usage() { sed -n '2,12p' "$0" >&2; exit 2; }
while [[ $# -gt 0 ]]; do
  case $1 in
  --blackdrop) blackdrop=${2:?}; shift 2 ;;
  --folder) folder=${2:?}; shift 2 ;;
  --workers) workers=${2:?}; shift 2 ;;
  --rounds) rounds=${2:?}; shift 2 ;;
  --compare) compare=${2:?}; shift 2 ;;
  --) shift; break ;;
  *) usage ;;
  esac
done
[[ -n $blackdrop && -d $folder && $# -gt 0 ]] || usage
peers=("$@")
lists=$(mktemp -d)
trap 'rm -rf "$lists"' EXIT

# Fills a peer's command line in. printf %q keeps blanks and quotes of the paths.
filled() {
  local line=$1
  line=${line//'{folder}'/$(printf %q "$folder")}
  line=${line//'{out}'/$(printf %q "$2")}
  printf '%s' "${line//'{workers}'/$workers}"
}
# Runs a command and prints how many seconds it took.
seconds() {
  local start=$EPOCHREALTIME
  "$@" >"$lists/said" 2>&1 || { cat "$lists/said" >&2; echo "failed: $*" >&2; return 1; }
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.4f\n", b - a }'
}
ours() { seconds "$blackdrop" scan "$folder" --workers "$workers" --pixel-list "$lists/ours" --quiet; }
peer() { seconds bash -c "$(filled "${peers[$1]}" "$lists/peer-$1")"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

ours >/dev/null
for i in "${!peers[@]}"; do peer "$i" >/dev/null; done
for ((round = 1; round <= rounds; round++)); do
  mine=$(ours); echo "$mine" >>"$lists/times-ours"
  line="round $round: blackdrop $mine s"
  for i in "${!peers[@]}"; do
    took=$(peer "$i"); echo "$took" >>"$lists/times-$i"
    awk -v a="$took" -v b="$mine" 'BEGIN { print a / b }' >>"$lists/ratios-$i"
    line+=", peer $((i + 1)) $took s"
  done
  echo "$line"
done
echo "blackdrop: median $(median <"$lists/times-ours") s with $workers workers"
for i in "${!peers[@]}"; do
  printf 'peer %d: median %s s; blackdrop is %.1f times as fast (median of %d pairs): %s\n' \
    $((i + 1)) "$(median <"$lists/times-$i")" "$(median <"$lists/ratios-$i")" "$rounds" "${peers[$i]}"
  if [[ -n $compare && -s $lists/peer-$i ]]; then
    "$compare" "$lists/ours" "$lists/peer-$i" --strip "$folder" --images "$folder" || true
  fi
done

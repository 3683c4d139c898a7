#!/usr/bin/env bash
# Verifies the anchors of one org without any of the product's code: openssl, jq and bash 4.
#
#   verify-anchors.sh PUBLIC_KEY.pem ANCHORS.jsonl [RECORDS.jsonl]
#
# PUBLIC_KEY.pem  the deployment's key, from where you trust it: `aws kms get-public-key`, or the
#                 data folder's anchors/public-key.pem
# ANCHORS.jsonl   the org's anchors in order, one a line: objects of the archive, or
#                 `GET /api/v1/ai/audit/anchors?org_id=…` through `jq -c '.anchors[]'`
# RECORDS.jsonl   the org's records, one a line, with chain, seq and hash: each that is anchored is
#                 looked for. `GET /api/v1/ai/tasks/{task_id}/audit` through `jq -c '.records[]'`
#
# Number, link, hash, signature, Merkle root (RFC 6962), order of the leaves and count of the chains
# are checked for each anchor. The first fault is named, and the exit code is 1.
set -euo pipefail
key=$1 anchors=$2 records=${3:-}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0 last_hash=$(printf '0%.0s' {1..64})
declare -A anchored=() hash_of=()

fail() { echo "BAD anchor $((number + 1)): $1" && exit 1; }
sha256() { openssl dgst -sha256 -r | cut -c1-64; }
bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }

# The Merkle tree hash of the leaf hashes on standard input, one a line.
merkle_root() {
  local level next i
  mapfile -t level
  while ((${#level[@]} > 1)); do
    next=()
    for ((i = 0; i + 1 < ${#level[@]}; i += 2)); do
      next+=("$(bytes "01${level[i]}${level[i + 1]}" | sha256)")
    done
    ((i < ${#level[@]})) && next+=("${level[i]}")
    level=("${next[@]}")
  done
  echo "${level[0]:-}"
}

is_signed() {
  case $1 in
    ed25519) openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$work/text" -sigfile "$work/signature" ;;
    ecdsa-p256-sha256) openssl dgst -sha256 -verify "$key" -signature "$work/signature" "$work/text" ;;
    *) false ;;
  esac >"$work/openssl" 2>&1
}

key_text=$(openssl pkey -pubin -in "$key" -outform DER | openssl base64 -A)

if [[ -n $records ]]; then
  while read -r chain seq hash; do hash_of["$chain $seq"]=$hash; done \
    < <(jq -r '"\(.chain) \(.seq) \(.hash)"' "$records")
fi

while IFS= read -r anchor; do
  IFS=$'\t' read -r seq prev_hash own_hash own_root leaf_count leaves chains algorithm public_key signature \
    < <(jq -r '[.seq, .prev_hash, .hash, .root, .leaf_count, (.leaves | length), .chains, .algorithm,
      .public_key, .signature] | @tsv' <<<"$anchor")
  [[ $seq == $((number + 1)) ]] || fail "its number is $seq"
  [[ $prev_hash == "$last_hash" ]] || fail 'not linked to the one before'
  jq -jcS 'del(.hash, .signature, .leaves)' <<<"$anchor" >"$work/text"
  hash=$(sha256 <"$work/text")
  [[ $own_hash == "$hash" ]] || fail 'edited: another hash'
  [[ $public_key == "$key_text" ]] || fail 'signed with another key'
  printf %s "$signature" | openssl base64 -d -A >"$work/signature"
  is_signed "$algorithm" || fail 'wrong signature'
  root=$(jq -cS '.leaves[]' <<<"$anchor" | while IFS= read -r leaf; do
    { printf '\0' && printf %s "$leaf"; } | sha256
  done | merkle_root)
  [[ $own_root == "$root" ]] || fail 'another Merkle root'
  [[ $leaf_count == "$leaves" ]] || fail 'another count of leaves'
  before=
  while read -r chain leaf_seq leaf_hash; do
    [[ $chain > $before ]] || fail "leaves out of order at $chain"
    ((leaf_seq > ${anchored[$chain]:-0})) || fail "$chain steps back to $leaf_seq"
    [[ -z $records || ${hash_of["$chain $leaf_seq"]:-} == "$leaf_hash" ]] ||
      fail "record $leaf_seq of $chain is not the one that was anchored"
    anchored[$chain]=$leaf_seq before=$chain
  done < <(jq -r '.leaves[] | "\(.chain) \(.seq) \(.hash)"' <<<"$anchor")
  [[ $chains == "${#anchored[@]}" ]] || fail 'another count of chains'
  number=$((number + 1)) last_hash=$hash
done <"$anchors"

echo "OK: $number anchors over ${#anchored[@]} chains, the newest $last_hash"

#!/bin/sh
# Verifies a saved answer of GET /api/v1/ai/tasks/{task_id}/audit with openssl and jq alone:
#   sh test/checks/verify-audit.sh answer.json
# Of each chain: numbers from 1 on without a gap, each record's hash over the bytes of its text, each
# bound to the one before, the readable members equal to the text, the head equal to the last record.
# Records of the earlier version ("chain": "earlier") are part of a chain of the whole org, so only
# each one's own hash can be seen here, and the link between two that stand side by side.
set -eu
file=${1:?usage: verify-audit.sh answer.json}
genesis=$(printf '%064d' 0)
tab=$(printf '\t')
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

fail() { echo "BAD $1 record $2: $3" | tee "$bad"; }

# One line a record: chain, name that it should have, seq, prev_hash, hash, whether the readable
# members say what the text says, and the text itself in base64; then one line a head.
jq -r '
  def lines($name): .head as $head
    | (.records[] | [
        .chain, (if .chain == "earlier" then "earlier" else $name end),
        .seq, .prev_hash, .hash,
        ((del(.hash, .canonical) | if .chain == "earlier" then del(.chain) else . end)
          == (.canonical | fromjson? // null)),
        (.canonical | @base64)
      ]),
      ["head", $name, ($head.seq // 0), "-", ($head.hash // "none"), (.next_after == null), "-"];
  (.task_id as $task | lines($task)), (.controls[] | .execution_id as $id | lines($id))
  | @tsv' "$file" > "$bad.lines" || { echo "BAD the file is no answer of GET /tasks/{task_id}/audit"; exit 1; }

chain='' seq=0 hash=$genesis count=0
while IFS="$tab" read -r is name number prev stored same text; do
  if [ "$name" != "$chain" ]; then
    chain=$name seq=0 hash=$genesis
    [ "$name" = earlier ] && seq=$((number - 1)) hash=$prev
  fi
  if [ "$is" = head ]; then
    [ "$same" = true ] || { fail "$name" $((seq + 1)) 'the answer holds a part of the chain'; break; }
    [ "$number" -eq "$seq" ] || { fail "$name" $((seq + 1)) "the head is at $number"; break; }
    [ "$seq" -eq 0 ] || [ "$stored" = "$hash" ] || { fail "$name" "$seq" 'not the one of the head'; break; }
    continue
  fi
  computed=$(printf '%s' "$text" | openssl base64 -d -A | openssl dgst -sha256 -r | cut -d' ' -f1)
  [ "$is" = "$name" ] || { fail "$name" $((seq + 1)) "of another chain ($is)"; break; }
  if [ "$name" = earlier ] && [ "$number" -gt $((seq + 1)) ]; then seq=$((number - 1)) hash=$prev; fi
  [ "$number" -eq $((seq + 1)) ] || { fail "$name" $((seq + 1)) "has the number $number"; break; }
  [ "$prev" = "$hash" ] || { fail "$name" "$number" 'not bound to the record before'; break; }
  [ "$computed" = "$stored" ] || { fail "$name" "$number" 'the text has another hash'; break; }
  [ "$same" = true ] || { fail "$name" "$number" 'says something else than its text'; break; }
  seq=$number hash=$stored count=$((count + 1))
done < "$bad.lines"
rm -f "$bad.lines"
[ ! -s "$bad" ] || exit 1
echo "GOOD $count records"

# Appends "start SECONDS" to a file, then "end SECONDS", and exits with a status. Bash tells the time
# without starting anything, so the two stamps stand close to the program's real beginning and end.
#
# Usage: stamp.bash FILE STATUS [LIMIT]
#
# With LIMIT, the program stays instead of ending once the file holds that many starts.

printf 'start %s\n' "$EPOCHREALTIME" >>"$1"
if [ -n "$3" ]; then
  starts=0
  while read -r word _; do
    [ "$word" = start ] && starts=$((starts + 1))
  done <"$1"
  [ "$starts" -ge "$3" ] && exec sleep 100000
fi
printf 'end %s\n' "$EPOCHREALTIME" >>"$1"
exit "$2"

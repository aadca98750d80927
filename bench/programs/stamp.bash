# Writes when it began and as whom, then sleeps. Words: FILE.
printf '%s %s\n' "$EPOCHREALTIME" "$$" >>"$1"
exec sleep 1000000

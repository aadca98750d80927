# Writes COUNT blocks of SIZE bytes and, around it, the time. Words: FILE SIZE COUNT.
begin=$EPOCHREALTIME
dd if=/dev/zero bs="$2" count="$3" 2>/dev/null
printf '%s %s\n' "$begin" "$EPOCHREALTIME" >"$1"

# How bin/denvisord becomes a daemon. Sourced; the plan (daemon/plan_script.ts) calls the functions.

# denvisor_look_around: sets `denvisor_inherited` to the descriptors from 10 on that whoever started
# the launcher left open, and `denvisor_before` to the process before npx and `deno task`, if there is
# one. Only where there is a /proc.
denvisor_look_around() {
  denvisor_inherited=
  for denvisor_path in "/proc/$$/fd/"[1-9][0-9]*; do
    denvisor_fd=${denvisor_path##*/}
    [ -r "/proc/$$/fdinfo/$denvisor_fd" ] || continue
    while read -r denvisor_key denvisor_value; do
      # Those that are closed by exec (O_CLOEXEC) are the shell's own.
      if [ "$denvisor_key" = flags: ] && [ $((denvisor_value & 02000000)) -eq 0 ]; then
        denvisor_inherited="$denvisor_inherited $denvisor_fd"
      fi
    done <"/proc/$$/fdinfo/$denvisor_fd"
  done
  denvisor_before=
  [ -n "${INIT_CWD+set}" ] || return 0
  denvisor_pid=$$
  while [ "$denvisor_pid" -gt 1 ] && [ -r "/proc/$denvisor_pid/environ" ]; do
    if ! tr '\0' '\n' <"/proc/$denvisor_pid/environ" | grep -q '^INIT_CWD='; then
      denvisor_before=$denvisor_pid
      return 0
    fi
    while read -r denvisor_key denvisor_value; do
      [ "$denvisor_key" != PPid: ] || denvisor_pid=$denvisor_value
    done <"/proc/$denvisor_pid/status"
  done
}

# denvisor_plan ARGUMENT...: prints the script.
denvisor_plan() {
  set -- "$0" "$denvisor_limits" "$denvisor_environ" "$denvisor_pipe/says" -- "$@"
  set -- run --quiet --no-prompt --cached-only --deny-import \
    --allow-read --allow-env --allow-sys=hostname,uid,gid,statfs \
    $denvisor_code "$denvisor_dir/plan.$denvisor_suffix" "$@"
  case $denvisor_environ in
    before) { cat "/proc/$$/environ" && printf '\0' && cat "/proc/$denvisor_before/environ"; } |
      "$denvisor_deno" "$@" ;;
    started) "$denvisor_deno" "$@" <"/proc/$$/environ" ;;
    *) "$denvisor_deno" "$@" </dev/null ;;
  esac
}

# Where a launcher in front of a daemon in the background will listen. A list of permissions cannot hold
# a path with a comma.
denvisor_pipe=${TMPDIR:-/tmp}/denvisord.$$
case $denvisor_pipe in
  *,*) denvisor_pipe=/tmp/denvisord.$$ ;;
  /*) ;;
  *) denvisor_pipe=$PWD/$denvisor_pipe ;;
esac

# The option of `ulimit` for processes: most shells say -u, dash says -p.
denvisor_processes=-u
ulimit -u >/dev/null 2>&1 || denvisor_processes=-p

# Soft and hard limit of open files, then of processes.
denvisor_limits=$(
  ulimit -S -n
  ulimit -H -n
  ulimit -S $denvisor_processes
  ulimit -H $denvisor_processes
)

# denvisor_limit files|processes SOFT HARD REFUSAL: an empty REFUSAL means that it may fail.
denvisor_limit() {
  denvisor_set_limit "$@" 2>/dev/null && return 0
  [ -z "$4" ] && return 0
  printf '%s\n' "Error: $4" "For help, use $0 -h" >&2
  exit 2
}

denvisor_set_limit() {
  case $1 in
    files) denvisor_which=-n ;;
    *) denvisor_which=$denvisor_processes ;;
  esac
  if [ "$2" = "$3" ]; then
    ulimit "$denvisor_which" "$2"
  else
    ulimit -H "$denvisor_which" "$3" && ulimit -S "$denvisor_which" "$2"
  fi
}

denvisor_user=

# denvisor_readable USER WORD...: a daemon that switches to USER must be able to run and read its code.
denvisor_readable() {
  denvisor_user=$1
  shift
  "$@" test -x "$denvisor_deno" ||
    denvisor_die "User '$denvisor_user' cannot run '$denvisor_deno': install Deno where all users can"
  "$@" test -r "$denvisor_entry" ||
    denvisor_die "User '$denvisor_user' cannot read '$denvisor_entry'"
  [ "$denvisor_suffix" = js ] ||
    denvisor_die "User '$denvisor_user' needs a bundle, and '$denvisor_root/.build' cannot be written"
}

# denvisor_become COMMAND...: the shell becomes the command; as process 1 it stays in front of it.
denvisor_become() {
  if [ "$$" -eq 1 ]; then
    denvisor_init "$@"
  else
    denvisor_exec "$@"
  fi
}

# denvisor_init COMMAND...: what process 1 of a container has to do and Deno does not, reaping orphans
# and handing on signals. The command has a session of its own, so that what a terminal sends to the
# whole group reaches it once.
denvisor_init() {
  if denvisor_tini=$(command -v tini); then
    denvisor_exec "$denvisor_tini" -- "$@"
  fi
  denvisor_daemon=
  denvisor_pending=
  for denvisor_signal in TERM INT QUIT HUP USR1 USR2; do
    # shellcheck disable=SC2064 # The name of now is what is meant.
    trap "denvisor_hand_on $denvisor_signal" "$denvisor_signal"
  done
  denvisor_start_session "$@" <&0 &
  denvisor_daemon=$!
  for denvisor_signal in $denvisor_pending; do
    kill -s "$denvisor_signal" "$denvisor_daemon"
  done
  denvisor_last=
  while :; do
    denvisor_interrupted=
    wait "$denvisor_daemon"
    denvisor_status=$?
    # Nothing is left to wait for: the wait before was both interrupted and answered.
    [ "$denvisor_status" -ne 127 ] || exit "${denvisor_last:-127}"
    # A signal ends the wait with a status of its own, above 128. The daemon's is told by the next wait, also
    # when the shell has reaped it meanwhile.
    [ -n "$denvisor_interrupted" ] && [ "$denvisor_status" -gt 128 ] || exit "$denvisor_status"
    denvisor_last=$denvisor_status
  done
}

# denvisor_hand_on SIGNAL: to the daemon, or kept for it until there is one.
denvisor_hand_on() {
  denvisor_interrupted=yes
  if [ -n "$denvisor_daemon" ]; then
    kill -s "$1" "$denvisor_daemon"
  else
    denvisor_pending="$denvisor_pending $1"
  fi
}

# denvisor_start_session COMMAND...: becomes the command in a session of its own, where that is known.
denvisor_start_session() {
  trap - TERM INT QUIT USR1 USR2
  trap '' HUP
  if denvisor_setsid=$(command -v setsid); then
    trap - HUP
    denvisor_exec "$denvisor_setsid" "$@"
  fi
  denvisor_exec "$@"
}

# denvisor_exec COMMAND...: with no descriptor open but 0, 1 and 2. Most shells can name only those up
# to 9; bash can close the others.
denvisor_exec() {
  exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
  if [ -n "$denvisor_inherited" ] && denvisor_bash=$(command -v bash); then
    exec "$denvisor_bash" -c 'for fd in $0; do eval "exec $fd>&-"; done; exec "$@"' \
      "$denvisor_inherited" "$@"
  fi
  exec "$@"
}

# denvisor_detach COMMAND...: runs the command in a session of its own with its streams on /dev/null, or
# on those of process 1 where `denvisor_streams` says so, and waits until it says that it is ready. What
# else it says is passed on; when it ends instead, its status is the launcher's, and an end without a word
# is told as such.
denvisor_detach() {
  mkdir -m 700 "$denvisor_pipe" && mkfifo -m 600 "$denvisor_pipe/says" || exit 2
  trap 'rm -r "$denvisor_pipe"' EXIT
  trap 'exit 1' INT TERM HUP
  if [ -n "$denvisor_user" ]; then
    chown "$denvisor_user" "$denvisor_pipe" "$denvisor_pipe/says" || exit 2
  fi
  denvisor_stdout=/dev/null
  denvisor_stderr=/dev/null
  if [ "${denvisor_streams:-}" = process-1 ]; then
    # A socket, for one, cannot be opened.
    (: >>/proc/1/fd/1) 2>/dev/null && denvisor_stdout=/proc/1/fd/1
    (: >>/proc/1/fd/2) 2>/dev/null && denvisor_stderr=/proc/1/fd/2
  fi
  # The shell in between waits for the end, which a pipe that the daemon opens itself does not tell.
  {
    trap - EXIT
    denvisor_start_session "$@" </dev/null >>"$denvisor_stdout" 2>>"$denvisor_stderr" &
    wait "$!"
    printf 'denvisord: ended %s\n' "$?"
  } >"$denvisor_pipe/says" 2>/dev/null &
  denvisor_between=$!
  exec 3<"$denvisor_pipe/says"
  denvisor_said=
  while IFS= read -r denvisor_line <&3 || [ -n "$denvisor_line" ]; do
    case $denvisor_line in
      "denvisord: ready")
        kill -9 "$denvisor_between"
        exit 0
        ;;
      "denvisord: ended "*) denvisor_ended "${denvisor_line##* }" ;;
    esac
    denvisor_said=yes
    printf '%s\n' "$denvisor_line" >&2
  done
  denvisor_ended 1
}

# denvisor_ended STATUS: a daemon that was not ready has failed, whatever its status.
denvisor_ended() {
  [ -n "$denvisor_said" ] || printf '%s\n' \
    "Error: The daemon ended with status $1 before it was ready, and did not say why: try it with -n" >&2
  [ "$1" -ne 0 ] || exit 1
  exit "$1"
}

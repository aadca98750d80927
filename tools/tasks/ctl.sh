#!/bin/sh
# `deno task ctl [OPTION…] [COMMAND…]`: the client; without options it talks to the demo.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P) || exit 2
[ -z "${INIT_CWD:-}" ] || cd -- "$INIT_CWD" || exit 2
case ${1:-} in
  -*) ;;
  *) set -- -c "$root/examples/demo/supervisord.conf" "$@" ;;
esac
exec "$root/bin/svctl" "$@"

#!/bin/sh
# `deno task daemon [OPTION…]`: the launcher; without options it runs the demo in the foreground.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P) || exit 2
if [ $# -eq 0 ]; then
  config=$root/examples/demo/supervisord.conf
  address=$(sed -n 's/^port=\([^ ]*\).*/\1/p' "$config")
  printf '%s\n' "Web page: http://$address/   Client: deno task ctl status   End: Ctrl-C"
  set -- -n -c "$config"
elif [ -n "${INIT_CWD:-}" ]; then
  cd -- "$INIT_CWD" || exit 2
fi
exec "$root/bin/denvisord" "$@"

# What both launchers share: finding Deno, and the code to run. Sourced with `denvisor_root` set to the
# top of the checkout. POSIX shell; every name begins with `denvisor_`.

# The Deno that is fetched where there is none.
denvisor_release=2.9.6

denvisor_die() {
  printf '%s\n' "Error: $1" >&2
  exit 2
}

# Sets `denvisor_deno` to a command that is Deno: the one on PATH, else the one that npx brings.
denvisor_find_deno() {
  denvisor_deno=deno
  command -v deno >/dev/null || denvisor_ask_npx
}

# Takes from npx only where its Deno lies, so that npx stands in front of nothing that runs later. It
# needs a second for that, so the answer is kept beside the bundles where these can be written.
denvisor_ask_npx() {
  denvisor_kept=$denvisor_root/.build/deno-$denvisor_release
  denvisor_deno=
  [ -r "$denvisor_kept" ] && IFS= read -r denvisor_deno <"$denvisor_kept"
  [ -x "$denvisor_deno" ] && return 0
  denvisor_deno=$(cd / && npx -y "deno@$denvisor_release" eval 'console.log(Deno.execPath())' \
    </dev/null 2>/dev/null)
  [ -x "$denvisor_deno" ] ||
    denvisor_die "Cannot find Deno 2.9: install it with 'npm install -g deno@$denvisor_release'"
  if denvisor_can_build; then
    printf '%s\n' "$denvisor_deno" >"$denvisor_kept.$$" && mv -f "$denvisor_kept.$$" "$denvisor_kept"
  fi
}

# denvisor_wrong_deno VERSION: goes on with the Deno of npx.
denvisor_wrong_deno() {
  [ -z "$denvisor_refused" ] || denvisor_die "Cannot run on Deno $1: 2.9 is needed"
  denvisor_refused=$1
  denvisor_ask_npx
}
denvisor_refused=

# denvisor_prepare ROOM ENTRY...: sets `denvisor_dir` to the directory of what runs, `denvisor_suffix`
# to how its names end and `denvisor_code` to the flags that belong to it. That is bundles, which start
# in half the time and need no cache, so that another user can run them; they are made anew when a
# source is newer. Where they cannot be written, the sources run.
denvisor_prepare() {
  denvisor_room=$1
  denvisor_dir=$denvisor_root/.build/$1
  denvisor_suffix=js
  denvisor_code='--no-config --no-lock'
  shift
  denvisor_is_stale || return 0
  denvisor_check_deno
  if denvisor_can_build; then
    denvisor_build "$@"
  else
    denvisor_dir=$denvisor_root/$denvisor_room
    denvisor_suffix=ts
    denvisor_code=--frozen
    denvisor_cache "$@"
  fi
}

# A directory counts too: it is newer when a file in it came or went.
denvisor_is_stale() {
  [ ! -e "$denvisor_dir/.begun" ] || [ -n "$(
    cd "$denvisor_root" && find lib "$denvisor_room" deno.json deno.lock -newer "$denvisor_dir/.begun"
  )" ]
}

denvisor_can_build() {
  mkdir -p "$denvisor_root/.build" 2>/dev/null && [ -w "$denvisor_root/.build" ]
}

denvisor_check_deno() {
  denvisor_version=$("$denvisor_deno" --version 2>/dev/null) || denvisor_version=
  denvisor_version=${denvisor_version#deno }
  denvisor_version=${denvisor_version%% *}
  case $denvisor_version in
    2.9.* | 2.[1-9][0-9].*) ;;
    *) denvisor_wrong_deno "$denvisor_version" ;;
  esac
}

# Each bundle is written elsewhere and moved to its place: who starts at the same time sees a whole one.
# The time that counts is that of the beginning: what is saved meanwhile is newer.
denvisor_build() {
  mkdir -p "$denvisor_dir" && : >"$denvisor_dir/.begun.$$" || exit 2
  denvisor_map=
  [ "$denvisor_room" != daemon ] || denvisor_build_web
  for denvisor_name; do
    denvisor_said=$(cd "$denvisor_root" && "$denvisor_deno" bundle --quiet --frozen --platform deno \
      ${denvisor_map:+"$denvisor_map"} --output "$denvisor_dir/$denvisor_name.$$.js" "$denvisor_room/$denvisor_name.ts" 2>&1) || {
      rm -f "$denvisor_dir"/*".$$" "$denvisor_dir"/*".$$.js" "$denvisor_dir/.begun.$$"
      printf '%s\n' "$denvisor_said" >&2
      denvisor_die "Cannot bundle '$denvisor_root/$denvisor_room/$denvisor_name.ts'"
    }
    mv -f "$denvisor_dir/$denvisor_name.$$.js" "$denvisor_dir/$denvisor_name.js"
  done
  mv -f "$denvisor_dir/.begun.$$" "$denvisor_dir/.begun"
}

# The browser's part of the pages goes into the daemon's bundle, so that it is served from memory.
denvisor_build_web() {
  denvisor_said=$(cd "$denvisor_root" && "$denvisor_deno" run --quiet --no-prompt --frozen \
    --allow-read --allow-write --allow-run tools/build_web.ts 2>&1) || {
    printf '%s\n' "$denvisor_said" >&2
    denvisor_die 'Cannot build the pages'
  }
  denvisor_map=--import-map=.build/web/daemon_import_map.json
}

# Fetches what the sources import: a daemon with few permissions cannot.
denvisor_cache() {
  for denvisor_name; do
    (cd "$denvisor_root" && "$denvisor_deno" cache --quiet --frozen \
      "$denvisor_room/$denvisor_name.ts") || exit 2
  done
}

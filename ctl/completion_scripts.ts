/**
 * What makes a shell complete `svctl` command lines: each script asks `svctl completion query`, so that
 * names are those of the daemon that the line is about to talk to.
 *
 * @module
 */

const BASH = `# Completion of svctl for bash: put this into your shell with
#   source <(svctl completion bash)
_svctl() {
  local line=\${COMP_LINE:0:COMP_POINT} words current
  # bash cuts words at colons, which belong to names here.
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  words=("\${words[@]/#\~\//$HOME/}")
  current=\${words[-1]}
  mapfile -t COMPREPLY < <("\${words[0]}" completion query -- "\${words[@]:1}" 2>/dev/null)
  # What is inserted replaces only what follows the last colon.
  if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local before=\${current%"\${current##*:}"}
    COMPREPLY=("\${COMPREPLY[@]#"$before"}")
  fi
}
complete -o default -F _svctl svctl
`;

const ZSH = `#compdef svctl
# Completion of svctl for zsh: put this into your shell, below compinit, with
#   source <(svctl completion zsh)
_svctl() {
  local -a found given
  # As they would reach svctl: with the home directory's path, and without quotes.
  given=("\${(@)words[1,CURRENT-1]/#[~]\//$HOME/}")
  given=("\${(@Q)given}" "\${(Q)PREFIX}")
  found=("\${(@f)$("\${given[1]}" completion query -- "\${(@)given[2,-1]}" 2>/dev/null)}")
  found=(\${found:#})
  if (( $#found )); then
    compadd -- $found
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _svctl "$@"
else
  compdef _svctl svctl
fi
`;

const FISH = `# Completion of svctl for fish: put this into your shell with
#   svctl completion fish | source
function __svctl_complete
    set -l words (commandline -opc | string replace -r '^~/' "$HOME/")
    set -l current (commandline -ct)
    $words[1] completion query -- $words[2..-1] "$current" 2>/dev/null
end
complete -c svctl -f -a '(__svctl_complete)'
complete -c svctl -s c -l configuration -r -F
complete -c svctl -s r -l history_file -r -F
complete -c svctl -l ca -r -F
`;

/** The scripts by shell. */
export const COMPLETION_SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["bash", BASH],
  ["zsh", ZSH],
  ["fish", FISH],
]);

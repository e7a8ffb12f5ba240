# Completion of ./faas for bash and zsh, as ./faas completion prints it: of verbs and options from the help files, of
# functions and test classes from the sources, of schedules, topics and queues from the system that ./faas up started
# last. Nothing has to be built.

_faas_names() { # of the files *.txt
  printf '%s\n' "$@" | sed -n 's|.*/\([^/*]*\)\.txt$|\1|p'
}

_faas_classes() { # of the project $1, in src/$2, with a path like $3
  find "$1"/*/src/"$2" "$1"/*/*/src/"$2" "$1"/*/*/*/src/"$2" -path "$3.java" 2>/dev/null | sed 's|.*/||; s|\.java$||'
}

_faas_outputs() { # of the running system, without the ending $2
  grep -Eoh "\"[A-Za-z0-9]+($2)\"" "$1"/target/engine*/up.json 2>/dev/null | sed -E "/ExportsOutput/d; s/\"//g; s/($2)\$//"
}

_faas() {
  local root folder help='' synopsis kind='' prefix='' offered='' verb="${COMP_WORDS[1]}"
  local cur="${COMP_WORDS[COMP_CWORD]}" last="${COMP_WORDS[COMP_CWORD - 1]}"
  COMPREPLY=()
  root="$(readlink -f -- "$(command -v -- "${COMP_WORDS[0]/#\~/$HOME}")")"
  root="${root%/*}"
  # "--option=value" is three words for bash and one for zsh.
  case "$cur" in
    =) cur='' ;;
    --*=*) prefix="${cur%%=*}=" last="${cur%%=*}" cur="${cur#*=}" ;;
    *) [ "$last" != = ] || last="${COMP_WORDS[COMP_CWORD - 2]}" ;;
  esac
  for folder in "$root/tools/cli/help" "$root/demo/help"; do
    [ ! -f "$folder/$verb.txt" ] || help="$folder/$verb"
  done
  if [ "$COMP_CWORD" = 1 ]; then
    offered="help $(_faas_names "$root"/tools/cli/help/*.txt "$root"/demo/help/*.txt)"
  elif [ "$COMP_CWORD" = 2 ] && [ -d "$help" ]; then
    offered="$(_faas_names "$help"/*.txt)"
  else
    [ ! -d "$help" ] || help="$help/${COMP_WORDS[2]}"
    [ -f "$help.txt" ] || return 0
    synopsis="$(sed -n '/^Usage: /,/^$/p' "$help.txt" | tr ' ' '\n')"
    case "$last" in --[a-z]*) kind="$(sed -n "s|^\[*$last=\([^][]*\).*|\1|p" <<<"$synopsis")" ;; esac
    case "$kind$cur" in '' | [!-]*) kind="${kind:-$(sed -n 's/^\[*\([A-Z][A-Z]*\)\]*$/\1/p' <<<"$synopsis")}" ;; esac
    case "$kind" in
      '') offered="--help $(sed -n 's/^\[*\(-\{2\}[a-z-]*\).*/\1/p' <<<"$synopsis")" ;;
      *'|'*) offered="${kind//|/ }" ;;
      CLASS) offered="$(_faas_classes "$root" test '*Test') $(_faas_classes "$root" test '*IT')" ;;
      FUNCTION) offered="$(_faas_classes "$root" main '*/handler/*Handler' | sed 's/Handler$//')" ;;
      CONTEXT) offered="$(printf '%s\n' "$root"/*-context | sed -n 's|.*/\([a-z0-9]*\)-context$|\1|p')" ;;
      NAME)
        case "$verb" in
          new) ;;
          fire) offered="$(_faas_outputs "$root" RuleName)" ;;
          *) offered="$(_faas_outputs "$root" 'Arn|Url')" ;;
        esac
        ;;
    esac
  fi
  COMPREPLY=($(compgen -P "$prefix" -W "$offered" -- "$cur"))
}

if [ -n "${ZSH_VERSION-}" ]; then
  type compdef >/dev/null || { autoload -U +X compinit && compinit; }
  autoload -U +X bashcompinit && bashcompinit
fi
# Where nothing fits, files do.
complete -o default -F _faas faas ./faas

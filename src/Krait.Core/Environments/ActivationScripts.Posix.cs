namespace Krait.Environments;

internal static partial class ActivationScripts
{
    /// <summary>
    /// For bash, zsh, ksh and plain POSIX shells. The first three can tell where the sourced file lies, so that a moved
    /// or copied environment activates itself; the others use the path that was written down.
    /// </summary>
    private const string PosixText = """
        # Activates this virtual environment in bash, zsh, ksh, dash and other POSIX shells:
        #     source bin/activate
        # The function `deactivate` undoes it.

        if [ -n "${BASH_VERSION-}" ] && [ "${BASH_SOURCE-}" = "$0" ]; then
            printf 'This script is to be sourced, not run: source %s\n' "$0" >&2
            exit 33
        fi

        # An alias of this name, as other tools advise, would take the place of the name in the next line.
        unalias deactivate >/dev/null 2>&1 || true
        deactivate () {
            unset -f pydoc >/dev/null 2>&1 || true
            # What was saved is put back, be it empty; what was not saved is left alone.
            if [ -n "${_OLD_VIRTUAL_PATH+saved}" ]; then
                PATH="$_OLD_VIRTUAL_PATH"
                export PATH
                unset _OLD_VIRTUAL_PATH
            fi
            if [ -n "${_OLD_VIRTUAL_PYTHONHOME+saved}" ]; then
                PYTHONHOME="$_OLD_VIRTUAL_PYTHONHOME"
                export PYTHONHOME
                unset _OLD_VIRTUAL_PYTHONHOME
            fi
            if [ -n "${_OLD_VIRTUAL_PS1_UNSET+saved}" ]; then
                unset PS1 _OLD_VIRTUAL_PS1_UNSET
                unset _OLD_VIRTUAL_PS1 >/dev/null 2>&1 || true
            elif [ -n "${_OLD_VIRTUAL_PS1+saved}" ]; then
                PS1="$_OLD_VIRTUAL_PS1"
                unset _OLD_VIRTUAL_PS1
            fi
            hash -r >/dev/null 2>&1 || true
            unset VIRTUAL_ENV >/dev/null 2>&1 || true
            unset VIRTUAL_ENV_PROMPT >/dev/null 2>&1 || true
            if [ "${1-}" != nondestructive ]; then
                unset -f deactivate
            fi
        }

        # An environment that is active is left first.
        deactivate nondestructive

        VIRTUAL_ENV=@ROOT@

        _virtual_env_script=
        _virtual_env_own=builtin
        if [ -n "${BASH_VERSION-}" ]; then
            _virtual_env_script="${BASH_SOURCE-}"
        elif [ -n "${ZSH_VERSION-}" ]; then
            eval '_virtual_env_script="${(%):-%x}"'
        elif [ -n "${KSH_VERSION-}" ]; then
            eval '_virtual_env_script="${.sh.file}"' 2>/dev/null || _virtual_env_script=
            _virtual_env_own=command
        fi
        if [ -n "$_virtual_env_script" ]; then
            case "$_virtual_env_script" in
                */*) _virtual_env_script="${_virtual_env_script%/*}/.." ;;
                *) _virtual_env_script=.. ;;
            esac
            # The full stop keeps line ends at the end of the name.
            _virtual_env_script="$(unset CDPATH; "$_virtual_env_own" cd -- "$_virtual_env_script" >/dev/null 2>&1 && "$_virtual_env_own" pwd && printf .)" || _virtual_env_script=
            _virtual_env_script="${_virtual_env_script%??}"
            if [ -n "$_virtual_env_script" ] && [ -f "$_virtual_env_script/pyvenv.cfg" ]; then
                VIRTUAL_ENV="$_virtual_env_script"
            fi
        fi
        unset _virtual_env_script _virtual_env_own

        if [ -z "$VIRTUAL_ENV" ]; then
            printf 'This shell does not tell where the script lies; use bash, zsh or ksh for this environment.\n' >&2
            unset VIRTUAL_ENV
            unset -f deactivate
        else
            case "${OSTYPE-}" in
                cygwin* | msys*)
                    if command -v cygpath >/dev/null 2>&1; then
                        VIRTUAL_ENV="$(cygpath -u "$VIRTUAL_ENV")"
                    fi
                    ;;
            esac
            export VIRTUAL_ENV

            _OLD_VIRTUAL_PATH="${PATH-}"
            PATH="$VIRTUAL_ENV/"@SCRIPTS@"${PATH:+:$PATH}"
            export PATH

            VIRTUAL_ENV_PROMPT=@PROMPT@
            if [ -z "$VIRTUAL_ENV_PROMPT" ]; then
                VIRTUAL_ENV_PROMPT="${VIRTUAL_ENV##*/}"
            fi
            export VIRTUAL_ENV_PROMPT

            if [ -n "${PYTHONHOME+set}" ]; then
                _OLD_VIRTUAL_PYTHONHOME="$PYTHONHOME"
                unset PYTHONHOME
            fi

            if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT-}" ]; then
                if [ -n "${PS1+set}" ]; then
                    _OLD_VIRTUAL_PS1="$PS1"
                else
                    _OLD_VIRTUAL_PS1_UNSET=1
                fi
                # Shells read code in PS1 each time they show it: a name that looks like code goes in by reference.
                case "$VIRTUAL_ENV_PROMPT" in
                    *[\$\`\\%!]*)
                        if [ -n "${ZSH_VERSION-}" ]; then
                            eval 'PS1="(${VIRTUAL_ENV_PROMPT//[^[:alnum:] ._-]/_}) ${PS1-}"'
                        else
                            PS1='(${VIRTUAL_ENV_PROMPT}) '"${PS1-}"
                        fi
                        ;;
                    *) PS1="($VIRTUAL_ENV_PROMPT) ${PS1-}" ;;
                esac
            fi

            unalias pydoc >/dev/null 2>&1 || true
            eval 'pydoc () { python -m pydoc "$@"; }'

            hash -r >/dev/null 2>&1 || true
        fi

        """;

    /// <summary>For csh and tcsh, which cannot tell where a sourced file lies.</summary>
    private const string CShellText = """
        # Activates this virtual environment in csh and tcsh:
        #     source bin/activate.csh
        # The alias `deactivate` undoes it.

        # Words are quoted one by one: inside double quotes csh loses the ends of a value's lines. `eval` puts off the
        # reading of a variable until it is known to be there, and nothing here needs a program on the search path.
        alias deactivate 'if ( $?_OLD_VIRTUAL_PATH ) eval setenv PATH \$_OLD_VIRTUAL_PATH:q; if ( $?_OLD_VIRTUAL_PATH_UNSET ) unsetenv PATH; unset _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PATH_UNSET; rehash; if ( $?_OLD_VIRTUAL_PYTHONHOME ) eval setenv PYTHONHOME \$_OLD_VIRTUAL_PYTHONHOME:q; unset _OLD_VIRTUAL_PYTHONHOME; if ( $?_OLD_VIRTUAL_PROMPT ) eval set prompt = \$_OLD_VIRTUAL_PROMPT:q; unset _OLD_VIRTUAL_PROMPT; unalias pydoc; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; if ( "\!:*" != nondestructive ) unalias deactivate'

        # An environment that is active is left first.
        deactivate nondestructive

        setenv VIRTUAL_ENV @ROOT@

        if ( $?PATH ) then
            set _OLD_VIRTUAL_PATH = $PATH:q
            setenv PATH $VIRTUAL_ENV:q/@SCRIPTS@:$PATH:q
        else
            set _OLD_VIRTUAL_PATH_UNSET
            setenv PATH $VIRTUAL_ENV:q/@SCRIPTS@
        endif

        setenv VIRTUAL_ENV_PROMPT @PROMPT@

        if ( $?PYTHONHOME ) then
            set _OLD_VIRTUAL_PYTHONHOME = $PYTHONHOME:q
            unsetenv PYTHONHOME
        endif

        set _virtual_env_prompt = 1
        if ( $?VIRTUAL_ENV_DISABLE_PROMPT ) then
            if ( "$VIRTUAL_ENV_DISABLE_PROMPT:q" != "" ) set _virtual_env_prompt = 0
        endif
        if ( $_virtual_env_prompt ) then
            # A shell that runs a script has no prompt.
            if ( $?prompt ) then
                set _OLD_VIRTUAL_PROMPT = $prompt:q
                set prompt = '('$VIRTUAL_ENV_PROMPT:q') '$prompt:q
            endif
        endif
        unset _virtual_env_prompt

        alias pydoc python -m pydoc

        rehash

        """;
}

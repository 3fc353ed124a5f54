namespace Krait.Environments;

internal static partial class ActivationScripts
{
    private const string FishText = """
        # Activates this virtual environment in fish:
        #     source bin/activate.fish
        # The function `deactivate` undoes it.

        function deactivate -d 'Leave the virtual environment'
            if set -q _OLD_VIRTUAL_PATH
                set -gx PATH $_OLD_VIRTUAL_PATH
                set -e _OLD_VIRTUAL_PATH
            end
            if set -q _OLD_VIRTUAL_PYTHONHOME
                set -gx PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME
                set -e _OLD_VIRTUAL_PYTHONHOME
            end
            if set -q _OLD_FISH_PROMPT_OVERRIDE
                set -e _OLD_FISH_PROMPT_OVERRIDE
                if functions -q _old_fish_prompt
                    # Without its search path fish does not load another `fish_prompt` in between.
                    set -l fish_function_path
                    functions -e fish_prompt
                    functions -c _old_fish_prompt fish_prompt
                    functions -e _old_fish_prompt
                end
            end
            set -e VIRTUAL_ENV
            set -e VIRTUAL_ENV_PROMPT
            if test "$argv[1]" != nondestructive
                functions -e pydoc
                functions -e deactivate
            end
        end

        # An environment that is active is left first.
        deactivate nondestructive

        set -gx VIRTUAL_ENV @ROOT@
        set -l _virtual_env_script (status filename 2>/dev/null; or status -f)
        if test -f "$_virtual_env_script"
            set -l _virtual_env_here (builtin realpath -- (dirname -- "$_virtual_env_script")/.. 2>/dev/null)
            # A name of several lines comes back in pieces; then the path that was written down serves.
            if test (count $_virtual_env_here) -eq 1; and test -f "$_virtual_env_here/pyvenv.cfg"
                set -gx VIRTUAL_ENV $_virtual_env_here
            end
        end

        set -gx _OLD_VIRTUAL_PATH $PATH
        set -gx PATH "$VIRTUAL_ENV/"@SCRIPTS@ $PATH

        set -gx VIRTUAL_ENV_PROMPT @PROMPT@
        if test -z "$VIRTUAL_ENV_PROMPT"
            set -gx VIRTUAL_ENV_PROMPT (string split -r -m 1 -- / "$VIRTUAL_ENV")[-1]
        end

        if set -q PYTHONHOME
            set -gx _OLD_VIRTUAL_PYTHONHOME $PYTHONHOME
            set -e PYTHONHOME
        end

        function pydoc
            python -m pydoc $argv
        end

        if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"; and functions -q fish_prompt
            functions -e _old_fish_prompt
            functions -c fish_prompt _old_fish_prompt
            function fish_prompt
                # First the prompt there was: it may look at the last status.
                set -l _virtual_env_prompt (_old_fish_prompt)
                printf '(%s) ' $VIRTUAL_ENV_PROMPT
                string join -- \n $_virtual_env_prompt
            end
            set -gx _OLD_FISH_PROMPT_OVERRIDE $VIRTUAL_ENV
        end

        """;

    private const string NushellText = """
        # Activates this virtual environment in Nushell:
        #     overlay use bin/activate.nu
        # `deactivate` undoes it.

        export-env {
            const virtual_env = @ROOT@
            const given_prompt = @PROMPT@
            const scripts = @SCRIPTS@

            let prompt = (if ($given_prompt | is-empty) { $virtual_env | path basename } else { $given_prompt })
            let path_name = (if ("Path" in $env) { "Path" } else { "PATH" })
            let old_path = (
                $env | get $path_name
                | if (($in | describe) == "string") { $in | split row (char esep) } else { $in }
            )
            let base = {
                $path_name: ($old_path | prepend ([$virtual_env $scripts] | path join)),
                VIRTUAL_ENV: $virtual_env,
                VIRTUAL_ENV_PROMPT: $prompt
            }
            let shows_prompt = (($env.VIRTUAL_ENV_DISABLE_PROMPT? | default "" | into string | str length) == 0)
            let new_env = (
                if $shows_prompt {
                    let old_prompt = $env.PROMPT_COMMAND?
                    $base | merge {
                        PROMPT_COMMAND: {||
                            let rest = (
                                if (($old_prompt | describe) == "closure") { do $old_prompt } else { $old_prompt | default "" }
                            )
                            $"\(($prompt)\) ($rest)"
                        }
                    }
                } else {
                    $base
                }
            )
            if ("PYTHONHOME" in $env) {
                hide-env PYTHONHOME
            }
            load-env $new_env
        }

        export alias pydoc = python -m pydoc
        export alias deactivate = overlay hide activate

        """;

    private const string XonshText = """
        # Activates this virtual environment in xonsh:
        #     source bin/activate.xsh
        # The alias `deactivate` undoes it.

        import os as _virtual_env_os


        def _virtual_env_activate():
            env = __xonsh__.env
            aliases = __xonsh__.aliases
            if "_OLD_VIRTUAL" in env:
                aliases["deactivate"]([])
            root = @ROOT@
            here = _virtual_env_os.path.dirname(_virtual_env_os.path.dirname(_virtual_env_os.path.abspath(__file__)))
            if _virtual_env_os.path.isfile(_virtual_env_os.path.join(here, "pyvenv.cfg")):
                root = here
            prompt = @PROMPT@ or _virtual_env_os.path.basename(root)
            saved = {name: env.get(name) for name in ("PYTHONHOME", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT") if name in env}
            path = [str(entry) for entry in env["PATH"]]
            env["_OLD_VIRTUAL"] = repr(saved)

            def deactivate(args, stdin=None):
                env["PATH"] = path
                for name in ("PYTHONHOME", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT"):
                    if name in saved:
                        env[name] = saved[name]
                    elif name in env:
                        del env[name]
                for name in ("deactivate", "pydoc"):
                    if name in aliases:
                        del aliases[name]
                if "_OLD_VIRTUAL" in env:
                    del env["_OLD_VIRTUAL"]

            env["PATH"] = [_virtual_env_os.path.join(root, @SCRIPTS@)] + path
            env["VIRTUAL_ENV"] = root
            env["VIRTUAL_ENV_PROMPT"] = prompt
            if "PYTHONHOME" in env:
                del env["PYTHONHOME"]
            aliases["pydoc"] = ["python", "-m", "pydoc"]
            aliases["deactivate"] = deactivate


        _virtual_env_activate()
        del _virtual_env_activate

        """;
}

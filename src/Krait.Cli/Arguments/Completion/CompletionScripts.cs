namespace Krait.Cli.Arguments.Completion;

/// <summary>
/// Scripts that have a shell ask the program itself what a word may become: <c>krait __complete COUNT WORD…</c>, the words
/// that stand before it and the word, which shells drop where it is empty; hence the count. A line of the answer is a
/// candidate, a tab and its meaning. Where there is no answer, the shell offers paths.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The shells there are scripts for.</summary>
    public static readonly string[] Shells = ["bash", "elvish", "fish", "nushell", "powershell", "zsh"];

    /// <summary>The script for one of <see cref="Shells"/>.</summary>
    public static string For(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "elvish" => Elvish,
            "fish" => Fish,
            "nushell" => Nushell,
            "powershell" => PowerShell,
            _ => Zsh,
        };

    // Bash takes `--name=value` apart at the equals sign; the pieces are put together again for the question, and the
    // answer is cut to what stands behind the sign.
    private const string Bash = """
        _krait() {
            local words=() i word
            for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if ((${#words[@]} > 0)) && [[ $word == = || (${COMP_WORDS[i - 1]} == = && ${words[-1]} == --*=) ]]; then
                    words[-1]+=$word
                else
                    words+=("$word")
                fi
            done
            COMPREPLY=()
            while IFS=$'\t' read -r word _; do
                [[ $COMP_WORDBREAKS == *=* ]] && word=${word#--*=}
                COMPREPLY+=("$word")
            done < <(krait __complete $((${#words[@]} - 1)) "${words[@]}" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _krait krait

        """;

    private const string Elvish = """
        use str
        set edit:completion:arg-completer[krait] = {|@words|
            krait __complete (- (count $words) 2) (all $words[1..]) 2>/dev/null | from-lines | each {|line|
                var word meaning = (str:split &max=2 "\t" $line)
                edit:complex-candidate $word &display=$word' '$meaning
            }
        }

        """;

    private const string Fish = """
        function __krait_ask
            set -l before (commandline -opc)
            set -e before[1]
            set -l word (commandline -ct)
            set -g __krait_found (command krait __complete (count $before) $before "$word" 2>/dev/null)
            test (count $__krait_found) -gt 0
        end
        complete -c krait -f -n __krait_ask -a '(printf "%s\n" $__krait_found)'

        """;

    private const string Nushell = """
        let krait_next = ($env.config.completions.external.completer? | default null)
        $env.config.completions.external.completer = {|words|
            if $words.0 == "krait" {
                let found = (^krait __complete (($words | length) - 2) ...($words | skip 1) | lines | split column "\t" value description)
                if ($found | is-empty) { null } else { $found }
            } else if $krait_next != null {
                do $krait_next $words
            }
        }

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName krait -ScriptBlock {
            param($word, $line, $cursor)
            $before = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
            krait __complete $before.Count @before $word | ForEach-Object {
                $found, $meaning = $_ -split "`t", 2
                if (-not $meaning) { $meaning = $found }
                [System.Management.Automation.CompletionResult]::new($found, $found, 'ParameterValue', $meaning)
            }
        }

        """;

    private const string Zsh = """
        #compdef krait
        _krait() {
            local -a found
            local line
            while IFS= read -r line; do
                found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            done < <(krait __complete $((CURRENT - 2)) "${(@)words[2,CURRENT]}" 2>/dev/null)
            if ((${#found})); then
                _describe krait found
            else
                _files
            fi
        }
        if [[ ${funcstack[1]} == _krait ]]; then
            _krait "$@"
        else
            compdef _krait krait
        fi

        """;
}

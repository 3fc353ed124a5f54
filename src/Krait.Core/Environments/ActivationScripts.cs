using System.Text;

namespace Krait.Environments;

/// <summary>One file of an environment's folder of scripts.</summary>
internal readonly record struct ActivationScript(string Name, byte[] Content);

/// <summary>
/// The scripts that switch a shell to an environment and back. All keep the contract that shells, editors and other
/// tools rely on: <c>VIRTUAL_ENV</c>, <c>VIRTUAL_ENV_PROMPT</c> (the bare text), the environment's scripts first in
/// <c>PATH</c>, <c>PYTHONHOME</c> unset, the prompt marked unless <c>VIRTUAL_ENV_DISABLE_PROMPT</c> is set; and
/// <c>deactivate</c> restores what was, empty or unset included.
/// </summary>
internal static partial class ActivationScripts
{
    /// <summary>All scripts for an environment, in the order of their names' importance.</summary>
    public static IEnumerable<ActivationScript> All(ActivationTexts texts)
    {
        var root = texts.Root ?? "";
        var prompt = texts.Prompt ?? "";
        yield return Make("activate", PosixText, texts, ShellQuoting.Posix, root, prompt);
        yield return Make("activate.bat", BatchText, texts, ShellQuoting.Batch, root, prompt, windows: true);
        if (texts.Root is not null)
        {
            // csh cannot find itself: an environment that may be moved has no script for it.
            var named = prompt.Length > 0 ? prompt : Path.GetFileName(root);
            yield return Make("activate.csh", CShellText, texts, ShellQuoting.CShell, root, named);
        }

        yield return Make("activate.fish", FishText, texts, ShellQuoting.Fish, root, prompt);
        yield return texts.Root is not null
            ? Make("activate.nu", NushellText, texts, ShellQuoting.Nushell, root, prompt)
            : Make(
                "activate.nu",
                NushellText.Replace(
                    "@ROOT@",
                    "(path self | path dirname | path dirname)",
                    StringComparison.Ordinal
                ),
                texts,
                ShellQuoting.Nushell,
                root,
                prompt
            );
        yield return PowerShell(texts, root, prompt);
        yield return Make("activate.xsh", XonshText, texts, ShellQuoting.Python, root, prompt);
        yield return Make("activate_this.py", ThisPythonText, texts, ShellQuoting.Python, root, prompt);
        yield return Make(
            "deactivate.bat",
            DeactivateBatchText,
            texts,
            ShellQuoting.Batch,
            root,
            prompt,
            true
        );
        yield return Make("pydoc.bat", PydocBatchText, texts, ShellQuoting.Batch, root, prompt, true);
    }

    private static ActivationScript PowerShell(ActivationTexts texts, string root, string prompt)
    {
        var script = Make("activate.ps1", PowerShellText, texts, ShellQuoting.PowerShell, root, prompt);

        // Older PowerShell takes a file without the mark for one of the system's code page.
        return script with
        {
            Content = [.. Encoding.UTF8.Preamble, .. script.Content],
        };
    }

    private static ActivationScript Make(
        string name,
        string template,
        ActivationTexts texts,
        Func<string, string> quote,
        string root,
        string prompt,
        bool windows = false
    )
    {
        var result = new StringBuilder(template.Length + 512);
        for (ReadOnlySpan<char> rest = template; !rest.IsEmpty; )
        {
            // One pass, so that what is put in is never looked at again.
            var at = rest.IndexOf('@');
            var end = at < 0 ? -1 : rest[(at + 1)..].IndexOf('@');
            var hole = end <= 0 ? default : rest.Slice(at + 1, end);
            var value = hole switch
            {
                "ROOT" => quote(root),
                "PROMPT" => quote(prompt),
                "SCRIPTS" => quote(texts.ScriptsName),
                "LIBRARY" => quote(texts.LibraryFolder),
                _ => null,
            };
            if (at < 0)
            {
                result.Append(rest);
                break;
            }

            if (value is null)
            {
                result.Append(rest[..(at + 1)]);
                rest = rest[(at + 1)..];
            }
            else
            {
                result.Append(rest[..at]).Append(value);
                rest = rest[(at + end + 2)..];
            }
        }

        var text = windows ? result.Replace("\r", "").Replace("\n", "\r\n").ToString() : result.ToString();
        return new ActivationScript(name, Encoding.UTF8.GetBytes(text));
    }
}

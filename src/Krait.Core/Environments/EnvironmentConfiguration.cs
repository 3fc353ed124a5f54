using System.Text;
using Krait.Pythons;

namespace Krait.Environments;

/// <summary>Writes <c>pyvenv.cfg</c> (PEP 405): UTF-8, one <c>key = value</c> a line, in an order that tools know.</summary>
internal static class EnvironmentConfiguration
{
    public static byte[] Write(EnvironmentOptions options)
    {
        var interpreter = options.Interpreter;
        var text = new StringBuilder();
        Put("home", Path.GetDirectoryName(interpreter.BaseExecutable)!);
        Put("implementation", PythonImplementations.DisplayName(interpreter.ImplementationName));
        Put("krait", options.ToolVersion);
        Put("version_info", interpreter.VersionText);

        // Without this line Python takes the answer for yes.
        Put("include-system-site-packages", options.SystemSitePackages ? "true" : "false");
        if (options.Relocatable)
        {
            Put("relocatable", "true");
        }

        if (options.Seeded)
        {
            Put("seed", "true");
        }

        if (options.Prompt is not null)
        {
            Put("prompt", options.Prompt);
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Put(string key, string value)
        {
            text.Append(key).Append(" = ");
            foreach (var c in value)
            {
                // A line end would start another key.
                text.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
            }

            text.Append('\n');
        }
    }
}

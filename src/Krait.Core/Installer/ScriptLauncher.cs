using System.Text;

namespace Krait.Installer;

/// <summary>
/// The small program that an entry point becomes: it imports the object, calls it, and exits with its result.
/// </summary>
internal static class ScriptLauncher
{
    /// <summary>
    /// The text for <c>module:attribute</c>. <paramref name="shebang"/> comes from <see cref="Shebang.For"/>;
    /// <paramref name="attribute"/> may be a dotted path, of which the first part is imported.
    /// </summary>
    public static byte[] Create(string shebang, string module, string attribute)
    {
        var dot = attribute.IndexOf('.', StringComparison.Ordinal);
        var imported = dot < 0 ? attribute : attribute[..dot];
        return Encoding.UTF8.GetBytes(
            $"""
            {shebang}
            # -*- coding: utf-8 -*-
            import sys
            from {module} import {imported}
            if __name__ == "__main__":
                if sys.argv[0].endswith("-script.pyw"):
                    sys.argv[0] = sys.argv[0][:-11]
                elif sys.argv[0].endswith(".exe"):
                    sys.argv[0] = sys.argv[0][:-4]
                sys.exit({attribute}())

            """
        );
    }
}

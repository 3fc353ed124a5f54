namespace Krait.Cli.Arguments.Options;

/// <summary>What the compiled file tells, and how.</summary>
internal static class CompileOptions
{
    public static readonly OptionDescription OutputFile = new(
        "--output-file",
        "Write the answer to this file"
    )
    {
        Short = 'o',
        Value = "OUTPUT_FILE",
    };

    public static readonly OptionDescription Format = new("--format", "How to write the answer")
    {
        Value = "FORMAT",
        Choices = ["requirements.txt", "pylock.toml"],
    };

    public static readonly OptionDescription NoStripExtras = new(
        "--no-strip-extras",
        "Keep extras in the answer"
    )
    {
        Opposites = ["--strip-extras"],
    };

    public static readonly OptionDescription NoStripMarkers = new(
        "--no-strip-markers",
        "Keep environment markers in the answer"
    )
    {
        Opposites = ["--strip-markers"],
    };

    public static readonly OptionDescription NoAnnotate = new(
        "--no-annotate",
        "Leave out who needs each package"
    )
    {
        Opposites = ["--annotate"],
    };

    public static readonly OptionDescription NoHeader = new("--no-header", "Leave out the header")
    {
        Opposites = ["--header"],
    };

    public static readonly OptionDescription AnnotationStyle = new(
        "--annotation-style",
        "Each package that needs one on a line, or all on one"
    )
    {
        Value = "ANNOTATION_STYLE",
        Choices = ["line", "split"],
    };

    public static readonly OptionDescription CustomCompileCommand = new(
        "--custom-compile-command",
        "The command that the header shows"
    )
    {
        Value = "CUSTOM_COMPILE_COMMAND",
        Variable = "CUSTOM_COMPILE_COMMAND",
    };

    public static readonly OptionDescription GenerateHashes = new("--generate-hashes", "Write hashes")
    {
        Opposites = ["--no-generate-hashes"],
    };

    public static readonly OptionDescription Universal = new("--universal", "Resolve for all platforms")
    {
        Conflicts = ["--python-platform"],
        Opposites = ["--no-universal"],
    };

    public static readonly OptionDescription NoEmitPackage = new(
        "--no-emit-package",
        "Leave this package out of the answer"
    )
    {
        Value = "NO_EMIT_PACKAGE",
        Aliases = ["--unsafe-package"],
        Repeatable = true,
    };

    public static readonly OptionDescription EmitIndexUrl = new("--emit-index-url", "Write the indexes")
    {
        Opposites = ["--no-emit-index-url"],
    };

    public static readonly OptionDescription EmitFindLinks = new(
        "--emit-find-links",
        "Write the folders and pages of --find-links"
    )
    {
        Opposites = ["--no-emit-find-links"],
    };

    public static readonly OptionDescription EmitBuildOptions = new(
        "--emit-build-options",
        "Write --no-binary and --only-binary"
    )
    {
        Opposites = ["--no-emit-build-options"],
    };

    public static readonly OptionDescription EmitMarkerExpression = new(
        "--emit-marker-expression",
        "Write the condition under which the answer holds"
    )
    {
        Opposites = ["--no-emit-marker-expression"],
        Hidden = true,
    };

    public static readonly OptionDescription EmitIndexAnnotation = new(
        "--emit-index-annotation",
        "Write which index each package is from"
    )
    {
        Opposites = ["--no-emit-index-annotation"],
    };

    public static OptionDescription[] All =>
        [
            OutputFile,
            Format,
            NoStripExtras,
            NoStripMarkers,
            NoAnnotate,
            NoHeader,
            AnnotationStyle,
            CustomCompileCommand,
            GenerateHashes,
            Universal,
            NoEmitPackage,
            EmitIndexUrl,
            EmitFindLinks,
            EmitBuildOptions,
            EmitMarkerExpression,
            EmitIndexAnnotation,
            .. PipToolsOptions.OfCompile,
        ];
}

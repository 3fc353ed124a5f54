using System.Diagnostics.CodeAnalysis;

namespace Krait.Requirements;

public sealed partial class Requirement
{
    /// <summary>Reads a dependency specifier; blanks and tabs around its parts are allowed, other white space is not.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? requirement) =>
        TryParse(text, out requirement, out _);

    /// <summary>Reads a dependency specifier; <paramref name="error"/> says what is wrong and where if the answer is false.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out Requirement? requirement,
        [NotNullWhen(false)] out SyntaxError? error
    )
    {
        var parser = new RequirementParser(text);
        requirement = parser.Parse();
        error = requirement is null ? parser.Error : null;
        return requirement is not null;
    }

    /// <summary>
    /// As the other overloads, for text that people write: the marker behind an address may follow without the blank that the
    /// specification wants, as in <c>name @ address; marker</c>, which uv reads.
    /// </summary>
    public static bool TryParseWritten(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out Requirement? requirement,
        [NotNullWhen(false)] out SyntaxError? error
    )
    {
        var parser = new RequirementParser(text, endsUrlAtMarker: true);
        requirement = parser.Parse();
        error = requirement is null ? parser.Error : null;
        return requirement is not null;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Requirement)"/>
    /// <exception cref="FormatException">The text is no dependency specifier; the message shows the place.</exception>
    public static Requirement Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var requirement, out var error)
            ? requirement
            : throw new FormatException(error.Show(text));
}

/// <summary>What is wrong with a text, and which part of it.</summary>
/// <param name="Message">A sentence without a final full stop.</param>
/// <param name="Offset">Index of the first character that is wrong; the length of the text where something is missing at its end.</param>
/// <param name="Length">How many characters are wrong, at least 1.</param>
public sealed record SyntaxError(string Message, int Offset, int Length)
{
    /// <summary>Three lines: the message, the text, and marks under the place.</summary>
    public string Show(ReadOnlySpan<char> text) =>
        $"{Message}\n{text}\n{new string(' ', Offset)}{new string('^', Length)}";
}

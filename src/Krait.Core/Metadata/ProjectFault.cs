namespace Krait.Metadata;

/// <summary>What is wrong in the <c>[project]</c> table.</summary>
/// <param name="Field">As <c>project.authors[0].name</c>.</param>
/// <param name="Message">A clause about the field without a full stop, as <c>must be a string</c>.</param>
public sealed record ProjectFault(string Field, string Message)
{
    public override string ToString() => $"`{Field}` {Message}";
}

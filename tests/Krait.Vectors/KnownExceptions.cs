namespace Krait.Vectors;

/// <summary>
/// Cases whose expectation is wrong by the living specification, each with the reason. A kind of cases is better excepted by the
/// rule that tells it, in its suite: the list knows only the rows that lie beside this checkout.
/// </summary>
public static class KnownExceptions
{
    public static IReadOnlyDictionary<(string Suite, string Case), string> All { get; } =
        EmbeddedTable
            .Rows("exceptions.tsv")
            .ToDictionary(columns => (columns[0], columns[1]), columns => columns[2]);
}

using System.Text;

namespace Krait.TestKit;

/// <summary>Spoils input: cuts, repeats, pieces of other input, words that mean something to the parser, odd characters.</summary>
internal sealed class Mutation(IReadOnlyList<string> tokens, Random random)
{
    /// <summary>Characters of a result come to at most this many and one repeated word.</summary>
    public const int LongestInput = 20_000;

    public string Of(IReadOnlyList<string> inputs)
    {
        var text = new StringBuilder(inputs[random.Next(inputs.Count)]);
        var changes = random.Next(1, 6);
        for (var i = 0; i < changes && text.Length < LongestInput; i++)
            Change(text, inputs);
        return text.ToString();
    }

    private void Change(StringBuilder text, IReadOnlyList<string> inputs)
    {
        var at = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(8, text.Length - at) + 1);
        switch (random.Next(9))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                text.Length = at;
                break;
            case 3:
                var other = inputs[random.Next(inputs.Count)];
                text.Insert(at, other.AsSpan(random.Next(other.Length + 1)));
                break;
            case 4 when tokens.Count > 0:
                text.Insert(at, tokens[random.Next(tokens.Count)], random.Next(20) == 0 ? 500 : 1);
                break;
            case 5 when at < text.Length:
                text[at] = (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x100);
                break;
            case 6 when at < text.Length:
                text[at] ^= (char)(1 << random.Next(8));
                break;
            default:
                if (tokens.Count > 0)
                    text.Insert(at, tokens[random.Next(tokens.Count)]);
                break;
        }
    }
}

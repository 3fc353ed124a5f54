using System.Text;

namespace Krait.Tests.Toml;

/// <summary>Documents made of a seed: every style of table, array and comment, line ends of one kind; valid always.</summary>
internal sealed class TomlSamples(int seed)
{
    private static readonly string[] s_values =
    [
        "1",
        "0x1f",
        "1.5e-7",
        "true",
        "'literal'",
        "\"basic \\u00e9\"",
        "1979-05-27T07:32:00Z",
        "[1, 2]",
        "[ ]",
        "{ a = 1, b.c = 'x' }",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _names;

    /// <summary>The places of values that stand on one line, keys from the root.</summary>
    public List<string[]> Places { get; } = [];

    public string Document()
    {
        var end = _random.Next(2) == 0 ? "\n" : "\r\n";
        Keys([], end);
        for (var tables = _random.Next(4); tables > 0; tables--)
        {
            Noise(end);
            string[] path = _random.Next(3) == 0 ? [Name(), Name()] : [Name()];
            _text.Append($"[{string.Join(_random.Next(2) == 0 ? "." : " . ", path)}]{Comment()}{end}");
            Keys(path, end);
        }
        for (var items = _random.Next(3); items > 0; items--)
            _text.Append($"[[list]]{Comment()}{end}{Name()} = 'x'{end}");
        return _text.ToString();
    }

    private void Keys(string[] table, string end)
    {
        for (var keys = _random.Next(5); keys > 0; keys--)
        {
            Noise(end);
            string[] key = _random.Next(4) == 0 ? [Name(), Name()] : [Name()];
            var indent = new string(' ', _random.Next(3));
            if (_random.Next(6) == 0)
            {
                _text.Append($"{indent}{string.Join('.', key)} = [{end}  1,{Comment()}{end}  2{end}]{end}");
                continue;
            }
            var value = s_values[_random.Next(s_values.Length)];
            _text.Append($"{indent}{string.Join('.', key)} ={Blank()}{value}{Comment()}{end}");
            Places.Add([.. table, .. key]);
        }
    }

    private void Noise(string end)
    {
        if (_random.Next(4) == 0)
            _text.Append(_random.Next(2) == 0 ? end : $"# note{end}");
    }

    private string Comment() => _random.Next(4) == 0 ? " # why" : "";

    private string Blank() => _random.Next(3) == 0 ? "" : " ";

    private string Name() => _random.Next(5) == 0 ? $"\"n {_names++}\"" : $"n{_names++}";
}

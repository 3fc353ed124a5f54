using System.Globalization;

namespace Krait.Resolver;

/// <summary>
/// Tells a proof in sentences: what follows from what, each conclusion in one sentence of at most two facts, and
/// numbers for conclusions that are needed twice.
/// </summary>
internal sealed class Explanation(ExplanationWords words)
{
    private readonly Dictionary<int, int> _references = [];
    private readonly List<string> _lines = [];
    private int _lastReference;

    /// <summary>The proof as lines; an empty line separates arguments.</summary>
    public static string Tell(Proof proof, ExplanationWords words)
    {
        if (proof is not Conclusion whole)
            return words.Fact(proof);
        Explanation explanation = new(words);
        explanation.Run(whole);
        return string.Join('\n', explanation._lines);
    }

    private void Run(Conclusion root)
    {
        Stack<Action> tasks = new();
        tasks.Push(() => Tell(root, tasks));
        while (tasks.TryPop(out var task))
            task();
    }

    private void Tell(Conclusion step, Stack<Action> tasks)
    {
        tasks.Push(() => Finish(step));
        switch (step.First, step.Second)
        {
            case (Conclusion first, Conclusion second):
                TellBoth(step, first, second, tasks);
                break;
            case (Conclusion derived, var fact):
                TellOne(step, derived, fact, tasks);
                break;
            case (var fact, Conclusion derived):
                TellOne(step, derived, fact, tasks);
                break;
            default:
                _lines.Add(
                    $"Because {Comma(words.Facts(step.First, step.Second))}we can conclude that {Stop(step)}"
                );
                break;
        }
    }

    private void TellOne(Conclusion step, Conclusion derived, Proof fact, Stack<Action> tasks)
    {
        if (ReferenceTo(derived) is { } reference)
        {
            _lines.Add(
                $"Because we know from ({Number(reference)}) that {Pad(words.Terms(derived.Terms), " ")}"
                    + $"and {Comma(words.Fact(fact))}we can conclude that {Stop(step)}"
            );
            return;
        }
        var (prior, other) = (derived.First, derived.Second) switch
        {
            (Conclusion first, not Conclusion) => (first, derived.Second),
            (not Conclusion, Conclusion second) => (second, derived.First),
            _ => (null, null),
        };
        var told = prior is null ? words.Fact(fact) : words.Facts(other!, fact);
        tasks.Push(() => _lines.Add($"And because {Comma(told)}we can conclude that {Stop(step)}"));
        tasks.Push(() => Tell(prior ?? derived, tasks));
    }

    private void TellBoth(Conclusion step, Conclusion first, Conclusion second, Stack<Action> tasks)
    {
        switch (ReferenceTo(first), ReferenceTo(second))
        {
            case ({ } one, { } two):
                _lines.Add(
                    $"Because we know from ({Number(one)}) that {Pad(words.Terms(first.Terms), " ")}"
                        + $"and we know from ({Number(two)}) that {Comma(words.Terms(second.Terms))}{Stop(step)}"
                );
                break;
            case ({ } one, null):
                tasks.Push(() => _lines.Add(AndFrom(one, first, step)));
                tasks.Push(() => Tell(second, tasks));
                break;
            case (null, { } two):
                tasks.Push(() => _lines.Add(AndFrom(two, second, step)));
                tasks.Push(() => Tell(first, tasks));
                break;
            default:
                tasks.Push(() =>
                {
                    if (first.Shared is not null)
                    {
                        _lines.Add("");
                        tasks.Push(() => Tell(step, tasks));
                        return;
                    }
                    var reference = AddReference();
                    _lines.Add("");
                    tasks.Push(() => _lines.Add(AndFrom(reference, first, step)));
                    tasks.Push(() => Tell(second, tasks));
                });
                tasks.Push(() => Tell(first, tasks));
                break;
        }
    }

    private string AndFrom(int reference, Conclusion derived, Conclusion step) =>
        $"And because we know from ({Number(reference)}) that {Comma(words.Terms(derived.Terms))}"
        + $"we can conclude that {Stop(step)}";

    private void Finish(Conclusion step)
    {
        if (step.Shared is { } shared && !_references.ContainsKey(shared))
            _references.Add(shared, AddReference());
    }

    private int? ReferenceTo(Conclusion step) =>
        step.Shared is { } shared && _references.TryGetValue(shared, out var reference) ? reference : null;

    private int AddReference()
    {
        _lastReference++;
        if (_lines.Count > 0)
            _lines[^1] += $" ({Number(_lastReference)})";
        return _lastReference;
    }

    private string Stop(Conclusion step) => Pad(words.Terms(step.Terms), ".");

    private static string Comma(string text) => Pad(text, ", ");

    /// <summary>Lists of ranges end a line: nothing is put behind them.</summary>
    private static string Pad(string text, string end) =>
        text.Length > 0 && char.IsWhiteSpace(text[^1]) ? text : text + end;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using FsCheck;
using FsCheck.Fluent;
using Krait.Markers;
using Krait.Versions;

namespace Krait.Tests.Markers;

/// <summary>Laws of the algebra, held against evaluating the markers as they were written.</summary>
public sealed class MarkerAlgebraProperties
{
    private const int Environments = 40;

    [Fact]
    public void A_diagram_holds_where_its_marker_does() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var marker = Marker.Parse(samples.Marker());
            var node = algebra.Build(marker);
            return HoldsInSamples(
                samples,
                (environment, extras) =>
                    algebra.Evaluate(node, environment, extras) == marker.Evaluate(environment, extras)
            );
        });

    [Fact]
    public void Connectives_have_their_truth_tables() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var (a, b) = Two(algebra, samples);
            MarkerNode and = algebra.And(a, b),
                or = algebra.Or(a, b),
                not = MarkerAlgebra.Not(a);
            return HoldsInSamples(
                samples,
                (environment, extras) =>
                {
                    bool left = algebra.Evaluate(a, environment, extras),
                        right = algebra.Evaluate(b, environment, extras);
                    return algebra.Evaluate(and, environment, extras) == (left && right)
                        && algebra.Evaluate(or, environment, extras) == (left || right)
                        && algebra.Evaluate(not, environment, extras) != left;
                }
            );
        });

    [Fact]
    public void Disjoint_markers_never_hold_together_and_implied_ones_follow() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var (a, b) = Two(algebra, samples);
            bool disjoint = algebra.AreDisjoint(a, b),
                implies = algebra.Implies(a, b);
            return HoldsInSamples(
                samples,
                (environment, extras) =>
                {
                    bool left = algebra.Evaluate(a, environment, extras),
                        right = algebra.Evaluate(b, environment, extras);
                    return !(disjoint && left && right) && !(implies && left && !right);
                }
            );
        });

    [Fact]
    public void Laws_of_logic_give_the_same_node() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var (a, b) = Two(algebra, samples);
            var c = algebra.Build(Marker.Parse(samples.Marker()));
            return algebra.And(a, b) == algebra.And(b, a)
                && algebra.And(a, algebra.Or(b, c)) == algebra.Or(algebra.And(a, b), algebra.And(a, c))
                && MarkerAlgebra.Not(algebra.And(a, b))
                    == algebra.Or(MarkerAlgebra.Not(a), MarkerAlgebra.Not(b))
                && algebra.Or(a, algebra.And(a, b)) == a
                && algebra.And(a, MarkerAlgebra.Not(a)).IsFalse;
        });

    [Fact]
    public void Text_reads_back_to_the_same_node() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var node = algebra.Build(Marker.Parse(samples.Marker()));
            var text = algebra.ToText(node);
            var again = text.Length == 0 ? MarkerNode.True : algebra.Build(Marker.Parse(text));
            return again == node;
        });

    [Fact]
    public void Simplifying_changes_nothing_within_the_range() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var node = algebra.Build(Marker.Parse(samples.Marker()));
            var requiresPython = VersionSpecifiers.Parse(samples.RequiresPython());
            var python = algebra.PythonRange(requiresPython);
            var simplified = algebra.Simplify(node, python);
            return algebra.Complexify(simplified, python) == algebra.Complexify(node, python)
                && HoldsInSamples(
                    samples,
                    (environment, extras) =>
                        !requiresPython.Contains(PackageVersion.Parse(environment.PythonFullVersion))
                        || algebra.Evaluate(simplified, environment, extras)
                            == algebra.Evaluate(node, environment, extras)
                );
        });

    [Fact]
    public void Restricting_changes_nothing_where_the_context_holds() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var (node, context) = Two(algebra, samples);
            var restricted = algebra.Restrict(node, context);
            return algebra.And(restricted, context) == algebra.And(node, context);
        });

    [Fact]
    public void Knowing_the_extras_changes_nothing_where_they_are_so() =>
        ForAll(samples =>
        {
            var algebra = new MarkerAlgebra();
            var node = algebra.Build(Marker.Parse(samples.Marker()));
            var asked = samples.AskedExtras();
            var known = algebra.SimplifyExtras(node, extra => asked.Contains(extra));
            var without = algebra.WithoutExtras(node);
            return !algebra.HasExtras(known)
                && algebra.Implies(node, without)
                && HoldsInSamples(
                    samples,
                    (environment, _) =>
                        algebra.Evaluate(known, environment, []) == algebra.Evaluate(node, environment, asked)
                );
        });

    private static (MarkerNode, MarkerNode) Two(MarkerAlgebra algebra, MarkerSamples samples) =>
        (algebra.Build(Marker.Parse(samples.Marker())), algebra.Build(Marker.Parse(samples.Marker())));

    private static bool HoldsInSamples(
        MarkerSamples samples,
        Func<MarkerEnvironment, string[], bool> property
    ) => Enumerable.Range(0, Environments).All(_ => property(samples.Environment(), samples.AskedExtras()));

    private static void ForAll(Func<MarkerSamples, bool> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new MarkerSamples(seed)))
            .QuickCheckThrowOnFailure();
}

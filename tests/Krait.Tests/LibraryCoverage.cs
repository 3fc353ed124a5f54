using System.Runtime.CompilerServices;

namespace Krait.Tests;

/// <summary>Before any test: a library that was instrumented for the fuzz loops writes into a map, which must be there.</summary>
internal static class LibraryCoverage
{
    [ModuleInitializer]
    public static void Watch() => BranchCoverage.Watch(typeof(KraitException).Assembly);
}

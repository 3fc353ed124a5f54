using FsCheck;
using FsCheck.Fluent;
using Krait.Versions;

namespace Krait.Tests.Versions;

/// <summary>Random versions and specifiers, dense enough that equal and neighbouring ones occur.</summary>
internal static class VersionGenerators
{
    private static readonly Gen<string> Number = Gen.Frequency(
        (8, Gen.Choose(0, 3).Select(n => n.ToString())),
        (1, Gen.Elements("007", "255", "256", "65535", "65536", "131071", "131072", "20240131")),
        (1, Gen.Elements("18446744073709551615", "18446744073709551616", "99999999999999999999999"))
    );

    private static readonly Gen<string> Release =
        from length in Gen.Choose(1, 6)
        from numbers in Gen.ListOf(Number, length)
        select string.Join('.', numbers);

    public static readonly Gen<string> ReleaseText = Release;

    private static readonly Gen<string> Local = Gen.Elements(
        "",
        "",
        "",
        "+a",
        "+1",
        "+a.1",
        "+A-2",
        "+ubuntu.0_1"
    );

    private static Gen<string> Optional(params string[] words) =>
        Gen.OneOf(
            Gen.Constant(""),
            from word in Gen.Elements(words)
            from number in Number
            select word + number
        );

    public static readonly Gen<string> PublicText =
        from epoch in Gen.Elements("", "", "", "", "0!", "1!", "2024!")
        from release in Release
        from pre in Optional("a", "b", "rc", "-alpha.", "C", "pre")
        from post in Optional(".post", "-", "rev", "_r.")
        from dev in Optional(".dev", "DEV")
        select epoch + release + pre + post + dev;

    public static readonly Gen<string> Text =
        from version in PublicText
        from local in Local
        select version + local;

    public static readonly Gen<PackageVersion> Version = Text.Select(text => PackageVersion.Parse(text));

    public static readonly Gen<VersionSpecifier> Specifier = Gen.OneOf(
        from comparison in Gen.Elements(
            VersionOperator.LessThan,
            VersionOperator.LessThanOrEqual,
            VersionOperator.GreaterThan,
            VersionOperator.GreaterThanOrEqual,
            VersionOperator.Compatible
        )
        from version in PublicText
        let parsed = PackageVersion.Parse(version)
        select VersionSpecifier.Create(
            comparison == VersionOperator.Compatible && parsed.ReleaseLength < 2
                ? VersionOperator.GreaterThan
                : comparison,
            parsed
        ),
        from comparison in Gen.Elements(VersionOperator.Equal, VersionOperator.NotEqual)
        from version in Version
        select VersionSpecifier.Create(comparison, version),
        from comparison in Gen.Elements(VersionOperator.EqualPrefix, VersionOperator.NotEqualPrefix)
        from version in Release
        select VersionSpecifier.Create(comparison, PackageVersion.Parse(version))
    );

    public static readonly Gen<VersionSpecifiers> Specifiers =
        from count in Gen.Choose(0, 4)
        from specifiers in Gen.ListOf(Specifier, count)
        select VersionSpecifiers.Of([.. specifiers]);

    public static readonly Gen<VersionRanges> Ranges =
        from count in Gen.Choose(0, 3)
        from parts in Gen.ListOf(Specifiers, count)
        select parts.Aggregate(VersionRanges.Empty, (all, part) => all.Union(part.ToRanges()));
}

namespace Krait.Tags;

/// <summary>How a source distribution is packed. Only the first two are still legal (PEP 625).</summary>
public enum SourceFormat
{
    TarGz,
    Zip,

    /// <summary>A format of earlier years (<c>.tar.bz2</c>, <c>.tar.xz</c>, <c>.tgz</c>, <c>.tar.Z</c>, <c>.egg</c>, …), which is named but not read.</summary>
    Legacy,
}

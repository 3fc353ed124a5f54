namespace Krait.Indexes;

/// <summary>How an index is laid out.</summary>
public enum IndexFormat
{
    /// <summary>The simple repository API: a page a project (PEP 503, PEP 691).</summary>
    Simple,

    /// <summary>One page, or one folder, that lists files of any projects (<c>--find-links</c>).</summary>
    Flat,
}

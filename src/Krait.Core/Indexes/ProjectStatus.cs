namespace Krait.Indexes;

/// <summary>What an index says about a whole project (PEP 792).</summary>
public enum ProjectStatus : byte
{
    Active,
    Archived,
    Quarantined,
    Deprecated,
}

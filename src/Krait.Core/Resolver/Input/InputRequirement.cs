using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>A requirement (or constraint, or override) and where it was written; null for the command line.</summary>
public sealed record InputRequirement(Requirement Requirement, InputOrigin? Origin = null);

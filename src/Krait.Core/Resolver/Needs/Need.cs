using System.Runtime.InteropServices;
using Krait.Requirements;

namespace Krait.Resolver;

/// <summary>A requirement that counts in the environment that is resolved for.</summary>
/// <param name="Requirement">What is required; its own marker is dealt with.</param>
/// <param name="Marker">The condition (which holds) under which it is required, without extras; empty for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Need(Requirement Requirement, string Marker);

namespace Krait.Markers;

/// <summary>One comparison of a text in the making, and where it stands among others.</summary>
internal sealed record MarkerTerm(string Text, int Order);

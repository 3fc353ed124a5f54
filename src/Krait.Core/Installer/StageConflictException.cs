namespace Krait.Installer;

/// <summary>Two wheels bring different things under one name: what is staged is to be staged again, one wheel after the other.</summary>
internal sealed class StageConflictException : Exception;

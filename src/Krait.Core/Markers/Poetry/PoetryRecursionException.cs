namespace Krait.Markers.Poetry;

/// <summary>A simplification has come back to where it started; whoever called it does without.</summary>
internal sealed class PoetryRecursionException() : Exception("A marker is simplified in circles");

namespace Krait.Http;

/// <summary>An answer that is not usable, as a fragment of a sentence; becomes a cause of the <see cref="IndexException"/>.</summary>
internal sealed class HttpFailureException(string what, bool passing = false) : Exception(what)
{
    /// <summary>Whether asking again may help.</summary>
    public bool Passing { get; } = passing;
}

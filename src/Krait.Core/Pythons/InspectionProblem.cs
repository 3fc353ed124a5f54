namespace Krait.Pythons;

/// <summary>Why an executable cannot be used as an interpreter.</summary>
/// <param name="Path">The executable, as it was given.</param>
/// <param name="Reason">A sentence without a final full stop.</param>
/// <param name="IsMissing">Whether there is simply nothing of that name.</param>
/// <param name="IsBrokenLink">Whether the name is a link to something that is gone.</param>
/// <param name="IsHidden">Whether this user may not look at it: then nothing is known to be wrong with it.</param>
internal sealed record InspectionProblem(
    string Path,
    string Reason,
    bool IsMissing = false,
    bool IsBrokenLink = false,
    bool IsHidden = false
);

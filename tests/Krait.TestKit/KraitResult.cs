namespace Krait.TestKit;

/// <summary>How one run of the executable ended.</summary>
public sealed record KraitResult(int ExitCode, string Output, string Error)
{
    public override string ToString() =>
        $"exit code: {ExitCode}\n----- stdout -----\n{Output}----- stderr -----\n{Error}";

    /// <summary>This result, if the exit code is the expected one; else an exception that shows everything.</summary>
    public KraitResult Expect(int exitCode) =>
        ExitCode == exitCode
            ? this
            : throw new UnexpectedExitException($"expected exit code {exitCode}\n{this}");
}

public sealed class UnexpectedExitException(string message) : Exception(message);

using Krait.Cli.Settings;
using Krait.Http;
using Krait.Requirements;

namespace Krait.Cli.Commands.Pip;

/// <summary>Opens requirements files for their reader: from disk, from standard input, or from an address.</summary>
internal sealed class RequirementFileAccess(string folder, Func<HttpTransport> http)
{
    private const int LargestFile = 64 * 1024 * 1024;

    /// <exception cref="KraitException">The file, or one that it includes, cannot be read; exit code 2.</exception>
    public RequirementsFile Read(string file, bool isConstraints)
    {
        var reader = new RequirementsFileReader { Source = Open, Variable = Variable };
        try
        {
            return reader.Read(file, isConstraints);
        }
        catch (RequirementsFileException wrong)
        {
            throw new KraitException(wrong.Message, wrong.InnerException)
            {
                Hints = wrong.Hints,
                ExitCode = 2,
            };
        }
    }

    /// <summary>Reads a requirement, a path or an address as it stands on the command line.</summary>
    /// <exception cref="KraitException">It is none of these; exit code 2.</exception>
    public static RequirementEntry ReadArgument(string text)
    {
        try
        {
            return new RequirementsFileReader { Source = static _ => default }.ReadArgument(text);
        }
        catch (RequirementsFileException wrong)
        {
            const string Prefix = "Couldn't parse requirement: ";
            var problem = wrong.Problem.TrimEnd();
            if (problem.StartsWith(Prefix, StringComparison.Ordinal))
                problem = problem[Prefix.Length..];
            throw new KraitException($"Failed to parse: `{text}`", new KraitException(problem))
            {
                ExitCode = 2,
            };
        }
    }

    private string? Variable(string name) =>
        EnvironmentVariables.Plain(name) ?? (name == "PROJECT_ROOT" ? folder : null);

    /// <summary>The bytes of a file, of standard input for <c>-</c>, or of an address.</summary>
    /// <exception cref="KraitException">It cannot be read; exit code 2.</exception>
    public ReadOnlyMemory<byte> Open(string location)
    {
        if (location == "-")
        {
            using var input = Console.OpenStandardInput();
            using var memory = new MemoryStream();
            input.CopyTo(memory);
            return memory.ToArray();
        }
        if (
            location.StartsWith("http://", StringComparison.Ordinal)
            || location.StartsWith("https://", StringComparison.Ordinal)
        )
            return FetchAsync(new Uri(location)).GetAwaiter().GetResult();
        try
        {
            return File.ReadAllBytes(Path.GetFullPath(location, folder));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KraitException($"File not found: {location}") { ExitCode = 2 };
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(Path.GetFullPath(location, folder)))
        {
            throw new KraitException($"Failed to read: {location}", new KraitException("Is a directory"))
            {
                ExitCode = 2,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KraitException($"Failed to read: {location}", failure) { ExitCode = 2 };
        }
    }

    private async Task<byte[]> FetchAsync(Uri address)
    {
        var call = new HttpCall { Url = address, AcceptGzip = true };
        return await http().FetchAsync(call, ReadAsync, CancellationToken.None);

        async Task<byte[]> ReadAsync(HttpReply reply, CancellationToken cancellation) =>
            reply.IsWhole
                ? await reply.ReadToEndAsync(LargestFile, cancellation)
                : throw new KraitException(
                    $"Failed to fetch: {SafeUrl.Show(address)} (status {reply.Status})"
                )
                {
                    ExitCode = 2,
                };
    }
}

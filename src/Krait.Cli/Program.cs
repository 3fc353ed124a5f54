namespace Krait.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["--version"])
        {
            Console.Out.WriteLine("krait 0.1.0");
            return 0;
        }
        Console.Error.WriteLine("error: no command given");
        return 2;
    }
}

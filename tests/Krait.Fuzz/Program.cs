using SharpFuzz;

// usage: Krait.Fuzz LIBRARY   Rewrites a library in place so that it counts its branches; eng/soak.sh does that to a copy.
if (args is not [var library] || !File.Exists(library))
{
    Console.Error.WriteLine("usage: Krait.Fuzz LIBRARY");
    return 2;
}
Fuzzer.Instrument(library, _ => true, Options.Value);
return 0;

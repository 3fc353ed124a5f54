namespace Krait.Installer;

/// <summary>What is wrong with a wheel, as a sentence without its name: whoever knows the name wraps it.</summary>
internal sealed class InvalidWheelException(string message) : DistributionException(message);

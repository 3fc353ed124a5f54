namespace Krait.Metadata;

/// <summary>What breaks the specification in a metadata file.</summary>
/// <param name="Field">The field's name in lower case.</param>
/// <param name="Message">A clause without a full stop.</param>
public sealed record MetadataFault(string Field, string Message);

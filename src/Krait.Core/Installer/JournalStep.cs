namespace Krait.Installer;

/// <summary>What one step of the switch does; the values are those of the journal's layout.</summary>
internal enum StepKind : byte
{
    /// <summary>A name of the tree goes to the trash.</summary>
    Remove = (byte)'R',

    /// <summary>A staged name comes into the tree.</summary>
    Place = (byte)'P',
}

/// <summary>
/// One rename of the switch. <paramref name="Path"/> is relative to the area, with slashes; a staged name has the same
/// path below the stage. <paramref name="Trash"/> is the name in the trash of what is removed.
/// </summary>
internal readonly record struct JournalStep(StepKind Kind, byte Area, string Path, string Trash = "");

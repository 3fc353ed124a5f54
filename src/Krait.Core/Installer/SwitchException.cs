using Krait.Storage;

namespace Krait.Installer;

/// <summary>A step of the switch failed; <see cref="IsRestored"/> tells whether all steps before it were taken back.</summary>
internal sealed class SwitchException(StorageException cause, bool isRestored)
    : KraitException(cause.Message, cause)
{
    public bool IsRestored => isRestored;
}

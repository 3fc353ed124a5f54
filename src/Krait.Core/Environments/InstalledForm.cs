namespace Krait.Environments;

/// <summary>How an installed distribution is recorded.</summary>
public enum InstalledForm
{
    /// <summary>A dist-info folder with a RECORD of its files.</summary>
    DistInfo,

    /// <summary>An egg-info folder of setuptools.</summary>
    EggInfoFolder,

    /// <summary>An egg-info file of distutils, which does not tell the files.</summary>
    EggInfoFile,

    /// <summary>An egg of setuptools: a folder or a ZIP archive that holds the modules too, put on the path by a <c>.pth</c> file.</summary>
    Egg,

    /// <summary>An egg-link to a source tree (<c>setup.py develop</c>).</summary>
    EggLink,
}

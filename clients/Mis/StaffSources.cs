using Mastery.Mis.Files;

namespace Mastery.Mis;

/// <summary>Opens sources.</summary>
public static class StaffSources
{
    /// <summary>A file, an archive or a folder in any of the formats that are known: which one is found by what is in
    /// it when it is read.</summary>
    /// <param name="path">The file, archive or folder.</param>
    /// <param name="options">What the caller knows of it.</param>
    public static IStaffSource OpenFile(string path, FileSourceOptions? options = null) =>
        new FileSource(path, options ?? new());
}

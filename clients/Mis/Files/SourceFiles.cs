using System.IO.Compression;

namespace Mastery.Mis.Files;

/// <summary>The files of an export: a folder or a zip archive, also where they stand in a folder inside it. Files are
/// found by their names; nothing is unpacked to the disk.</summary>
sealed class SourceFiles : IDisposable
{
    const int MostFiles = 10_000;

    static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.Hidden,
    };

    readonly Dictionary<string, SourceFile> _files = new(StringComparer.OrdinalIgnoreCase);
    readonly ZipArchive? _archive;

    SourceFiles(string name, IEnumerable<(string Path, Func<Stream> Open)> files, ZipArchive? archive)
    {
        (Name, _archive) = (name, archive);
        // Of two files with one name, the one nearest to the top.
        foreach (var (path, open) in files.OrderBy(file => file.Path.Count(letter => letter is '/' or '\\')))
        {
            var file = new SourceFile(Path.GetFileName(path.Replace('\\', '/')), open);
            if (file.Name.Length > 0 && !path.Contains("__MACOSX", StringComparison.Ordinal))
            {
                _files.TryAdd(file.Name, file);
            }
        }
    }

    /// <summary>The name of the folder or archive.</summary>
    public string Name { get; }

    /// <summary>The names of its files.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>Opens a folder or an archive.</summary>
    /// <exception cref="StaffSourceException">It is neither, or damaged.</exception>
    public static SourceFiles Open(string path) => Directory.Exists(path) ? OfFolder(path) : OfArchive(path);

    /// <summary>The file of that name, in any case; null where there is none.</summary>
    public SourceFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <inheritdoc/>
    public void Dispose() => _archive?.Dispose();

    static SourceFiles OfFolder(string path) => new(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
        Directory.EnumerateFiles(path, "*", Everywhere).Take(MostFiles)
            .Select(file => (Path.GetRelativePath(path, file), (Func<Stream>)(() => File.OpenRead(file)))),
        null);

    static SourceFiles OfArchive(string path)
    {
        var name = Path.GetFileName(path);
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);
            return archive.Entries.Count <= MostFiles
                ? new(name, archive.Entries.Select(entry => (entry.FullName, (Func<Stream>)entry.Open)), archive)
                : throw new StaffSourceException($"{name} has more than {MostFiles} files: it is not an export of "
                    + "staff.");
        }
        catch (InvalidDataException damage)
        {
            throw new StaffSourceException($"{name} is not a zip archive, or a damaged one: export it again.", damage);
        }
        catch (StaffSourceException)
        {
            archive?.Dispose();
            throw;
        }
    }
}

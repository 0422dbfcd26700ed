using System.IO.Compression;
using System.Text;

namespace Mastery.Mis.Tests.Reading;

/// <summary>A folder of files that a test writes, removed with it.</summary>
sealed class TestFiles : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mastery-mis-");

    /// <summary>The path of a file.</summary>
    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file, in UTF-8 without a mark if nothing else is said.</summary>
    public string Write(string name, string text, Encoding? encoding = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text, encoding ?? new UTF8Encoding(false));
        return this[name];
    }

    /// <summary>Writes files into a folder.</summary>
    public string Folder(string name, params (string Name, string Text)[] files)
    {
        foreach (var (file, text) in files)
        {
            Write(Path.Combine(name, file), text);
        }

        return this[name];
    }

    /// <summary>Writes files into an archive.</summary>
    public string Zip(string name, params (string Name, string Text)[] files)
    {
        using var archive = ZipFile.Open(this[name], ZipArchiveMode.Create);
        foreach (var (file, text) in files)
        {
            using var stream = archive.CreateEntry(file).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return this[name];
    }

    /// <summary>Reads a file, folder or archive.</summary>
    public static Task<Feed> ReadAsync(string path, FileSourceOptions? options = null) =>
        Feed.OfAsync(StaffSources.OpenFile(path, options));

    public void Dispose() => _folder.Delete(recursive: true);
}

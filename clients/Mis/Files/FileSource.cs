using Mastery.Mis.Census;
using Mastery.Mis.HandMade;
using Mastery.Mis.OneRoster;
using Mastery.Mis.Records;
using Mastery.Mis.SchoolDataSync;

namespace Mastery.Mis.Files;

/// <summary>A file, an archive or a folder.</summary>
sealed class FileSource(string path, FileSourceOptions options) : IStaffSource
{
    static readonly byte[] ZipMark = "PK"u8.ToArray();

    /// <inheritdoc/>
    public IAsyncEnumerable<StaffReading> ReadAsync(CancellationToken cancellation = default)
    {
        var report = new SourceReport(cancellation);
        return StaffFeed.OfAsync(Read(report).ToAsyncEnumerable(), report, cancellation);
    }

    IEnumerable<StaffReading> Read(SourceReport report)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new StaffSourceException($"There is no file or folder {path}.");
        }

        if (Directory.Exists(path))
        {
            return ReadExport(report);
        }

        var file = new SourceFile(Path.GetFileName(path), () => File.OpenRead(path));
        var head = file.Head(64);
        return head.AsSpan().StartsWith(ZipMark) && !IsWorkbook() ? ReadExport(report)
            : CensusSource.Recognises(head) ? new CensusSource(file, options, report).Read()
            : new SheetSource(path, options, report).Read();
    }

    IEnumerable<StaffReading> ReadExport(SourceReport report)
    {
        using var files = SourceFiles.Open(path);
        var readings = OneRosterFiles.Recognises(files) ? new OneRosterFiles(files, options, report).Read()
            : SchoolDataSyncFiles.Recognises(files) ? new SchoolDataSyncFiles(files, options, report).Read()
            : throw new StaffSourceException($"{files.Name} has none of the files of a known export: users.csv and "
                + "orgs.csv of OneRoster or School Data Sync 2.1, Teacher.csv and School.csv of School Data Sync 1.");
        foreach (var reading in readings)
        {
            yield return reading;
        }
    }

    bool IsWorkbook()
    {
        using var files = SourceFiles.Open(path);
        return files.Find("workbook.xml") is not null;
    }
}

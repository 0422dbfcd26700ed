using System.Runtime.CompilerServices;
using Mastery.Mis;

namespace Mastery.Cli.Connector;

/// <summary>A file that an MIS writes now and then; of a name with <c>*</c> the newest one.</summary>
/// <param name="path">The file, archive or folder.</param>
/// <param name="options">What is known of it.</param>
/// <param name="time">The clock.</param>
sealed class WatchedFile(string path, FileSourceOptions options, TimeProvider time) : IStaffSource
{
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    /// <summary>The file that is read now.</summary>
    /// <exception cref="StaffSourceException">There is none.</exception>
    public string Current => !path.Contains('*', StringComparison.Ordinal) ? path
        : Newest() ?? throw new StaffSourceException($"There is no file {path}.");

    /// <inheritdoc/>
    public async IAsyncEnumerable<StaffReading> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var file = Current;
        var before = LastWritten(file);
        // A clock of a file server may be ahead: only what was written just now is not ready.
        if (before is { } written && (time.GetUtcNow() - written).Duration() < Settled)
        {
            throw Unfinished(file);
        }

        await foreach (var reading in StaffSources.OpenFile(file, options).ReadAsync(cancellation))
        {
            if (reading is SourceEnd && LastWritten(file) != before)
            {
                throw Unfinished(file);
            }

            yield return reading;
        }
    }

    string? Newest()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return !Directory.Exists(folder) ? null : new DirectoryInfo(folder)
            .EnumerateFileSystemInfos(Path.GetFileName(path))
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenByDescending(file => file.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.FullName;
    }

    static DateTimeOffset? LastWritten(string file) => File.Exists(file) ? new FileInfo(file).LastWriteTimeUtc
        : Directory.Exists(file) ? new DirectoryInfo(file).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(one => (DateTimeOffset?)one.LastWriteTimeUtc).Max()
        : null;

    static StaffSourceException Unfinished(string file) =>
        new($"{Path.GetFileName(file)} is being written: it is read when that has ended.")
        {
            RetryAfter = Settled * 2,
        };
}

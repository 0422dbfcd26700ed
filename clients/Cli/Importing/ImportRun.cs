using System.Diagnostics;
using Mastery.Cli.Commands;
using Mastery.Cli.Gias;
using Spectre.Console;

namespace Mastery.Cli.Importing;

/// <summary>Reads a file, sends its records while it reads, and reports on every row.</summary>
public sealed class ImportRun<T>(
    Terminal terminal,
    Func<Stream, GiasReader<T>> open,
    Func<IEnumerable<T>, string, CancellationToken, Task<ImportAnswer>> send,
    Func<Stream, string>? newest = null) where T : class
{
    readonly List<GiasIssue> _rejected = [];
    readonly List<GiasIssue> _warnings = [];

    /// <summary>Runs it. Throws what the file, the disk or the directory throws.</summary>
    public async Task<ImportReport> RunAsync(ImportSource source, CancellationToken cancellation)
    {
        var (watch, path) = (Stopwatch.StartNew(), source.Path);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (!file.CanSeek)
        {
            throw new IOException($"{path} is not a file that can be read twice: save it to disk first");
        }

        var day = ExtractDay.Of(source.ExtractDate, path, () => newest?.Invoke(file) ?? "");
        var reader = open(file);
        var answer = await ProgressAsync(
            file, progress => send(Records(reader, file, progress), day.Day, cancellation));
        _rejected.AddRange(answer.Rejected);
        _rejected.Sort((one, other) => one.Line.CompareTo(other.Line));
        return new()
        {
            File = path,
            Encoding = reader.Table.Coding.Name,
            ValidateOnly = source.ValidateOnly,
            ExtractDate = day.Day,
            ExtractDateSource = day.Source,
            Rows = reader.Counts.Accepted + reader.Counts.Rejected + reader.Counts.Outside,
            Created = answer.Created,
            Updated = answer.Updated,
            Unchanged = answer.Unchanged,
            Closed = answer.Closed,
            Queued = answer.Queued,
            Withdrawn = answer.Withdrawn,
            Outdated = answer.Outdated,
            Ended = answer.Ended,
            Moved = answer.Moved,
            Outside = reader.Counts.Outside + answer.Outside,
            Rejected = _rejected,
            RejectsFile = Write(
                _rejected,
                source.Rejects ?? path + ".rejected.csv",
                to => RejectsFile.Write(to, open(file).Table, _rejected)),
            Warnings = _warnings,
            WarningsFile = Write(_warnings, path + ".warnings.csv", to => RejectsFile.WriteWarnings(to, _warnings)),
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    IEnumerable<T> Records(GiasReader<T> reader, Stream file, Action<long> progress)
    {
        foreach (var row in reader.Read())
        {
            (row.Record is null ? _rejected : _warnings).AddRange(row.Issues);
            progress(file.Position);
            if (row.Record is not null)
            {
                yield return row.Record;
            }
        }
    }

    async Task<ImportAnswer> ProgressAsync(Stream file, Func<Action<long>, Task<ImportAnswer>> run)
    {
        if (!terminal.Error.Profile.Capabilities.Interactive)
        {
            return await run(_ => { });
        }

        return await terminal.Error.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("reading and sending", maxValue: Math.Max(1, file.Length));
                return await run(position =>
                {
                    task.Value = position;
                    if (position == file.Length)
                    {
                        task.Description = "waiting for the directory";
                    }
                });
            });
    }

    // The rows are imported now, so a failed write of the reports, for example on a full disk, must not hide that.
    string? Write(List<GiasIssue> issues, string path, Action<string> write)
    {
        if (issues.Count == 0)
        {
            return null;
        }

        try
        {
            write(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Fail($"{path} could not be written: {exception.Message}");
            return null;
        }
    }
}

using System.Text.Json;
using Mastery.Cli.Bulk;

namespace Mastery.Cli.Lists;

/// <summary>The last revision of a change log, as it was verified on some day.</summary>
/// <param name="Log">Whose log.</param>
/// <param name="Parent">The hub, <c>hubs/*</c>.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">When.</param>
sealed record AuditNote(ChangeLogOf Log, string Parent, long Revision, string Hash, DateTimeOffset Time);

/// <summary>A file of notes, a line of JSON for each. Lines are only ever added.</summary>
sealed class AuditNotes
{
    readonly string? _path;
    readonly List<AuditNote> _notes;

    AuditNotes(string? path, List<AuditNote> notes) => (_path, _notes) = (path, notes);

    /// <summary>Reads a file; one that is not there has no notes yet.</summary>
    public static async Task<AuditNotes> ReadAsync(string? path, CancellationToken cancellation)
    {
        if (path is null || !File.Exists(path))
        {
            return new(path, []);
        }

        var lines = await File.ReadAllLinesAsync(path, cancellation);
        return new(path, [.. lines.Index().Where(line => line.Item.Length > 0).Select(line => Read(path, line))]);
    }

    /// <summary>The furthest note of a log; null for none.</summary>
    public AuditNote? Last(ChangeLogOf log, string parent) => _notes
        .Where(note => note.Log == log && note.Parent == parent)
        .MaxBy(note => note.Revision);

    /// <summary>Adds what was found of logs in which something is written.</summary>
    public async Task AddAsync(IEnumerable<VerifiedLog> logs, CancellationToken cancellation)
    {
        if (_path is not null)
        {
            var now = DateTimeOffset.UtcNow;
            var lines = logs.Where(log => log.Revision > 0)
                .Select(log => new AuditNote(log.Log, log.Parent, log.Revision, log.Hash, now))
                .Select(note => JsonSerializer.Serialize(note, JsonSerializerOptions.Web));
            await File.AppendAllLinesAsync(_path, lines, cancellation);
        }
    }

    static AuditNote Read(string path, (int Index, string Item) line)
    {
        try
        {
            if (JsonSerializer.Deserialize<AuditNote>(line.Item, JsonSerializerOptions.Web)
                is { Revision: > 0, Hash.Length: 64 } note)
            {
                return note;
            }
        }
        catch (JsonException)
        {
        }

        throw new RowRefusedException($"line {line.Index + 1} of {path} is no note of a change log: give a file that "
            + "mastery audit verify --notes wrote");
    }
}

using Google.Protobuf;
using Mastery.Library.V1;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>One entry of a hub's log, as the database holds it.</summary>
sealed record LogEntry(long Revision, int Ordinal, string Resource, string[] Paths, string? Before, string? After,
    IReadOnlyDictionary<string, string?> Personal);

/// <summary>Reads a hub's log behind the service.</summary>
static class LogReader
{
    /// <summary>The entries in their order, with their personal parts by subject; an erased one is null.</summary>
    public static async Task<List<LogEntry>> LogAsync(this LibraryFixture library, string hub)
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            SELECT set_config('mastery.hub', '{hub}', false);
            SELECT revision, ordinal, resource, paths, before::text, after::text,
                array_agg(subject) FILTER (WHERE subject IS NOT NULL),
                array_agg(value::text) FILTER (WHERE subject IS NOT NULL)
            FROM change LEFT JOIN change_personal USING (hub_id, revision, ordinal)
            GROUP BY hub_id, revision, ordinal ORDER BY revision, ordinal
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        List<LogEntry> log = [];
        while (await reader.ReadAsync())
        {
            T? Value<T>(int column) where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
            var parts = (Value<string[]>(6) ?? []).Zip(Value<string?[]>(7) ?? []);
            log.Add(new(reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<string[]>(3),
                Value<string>(4), Value<string>(5), parts.ToDictionary(part => part.First, part => part.Second)));
        }

        return log;
    }

    /// <summary>The shelf as it was after a change, personal values put back.</summary>
    public static Shelf Restored(this LogEntry entry)
    {
        var shelf = JsonParser.Default.Parse<Shelf>(entry.After);
        foreach (var part in entry.Personal.Values.OfType<string>())
        {
            using var sides = System.Text.Json.JsonDocument.Parse(part);
            PersonalFields.Of(Shelf.Descriptor).Restore(shelf,
                JsonParser.Default.Parse<Shelf>(sides.RootElement.GetProperty("after").GetRawText()));
        }

        return shelf;
    }
}

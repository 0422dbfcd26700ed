using Mastery.Testing;
using Npgsql;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>One entry of the change log.</summary>
sealed record LoggedChange(long Revision, string Kind, string Resource, IReadOnlyList<string> Paths);

/// <summary>Reads the change log from the database.</summary>
static class History
{
    /// <summary>The entries of a plan and its parts, in order.</summary>
    public static async Task<IReadOnlyList<LoggedChange>> OfAsync(TestDatabase database, string plan)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT set_config('mastery.hub', split_part(@plan, '/', 2), false);
            SELECT revision, kind, resource, paths FROM change WHERE starts_with(resource, @plan) ORDER BY revision,
                ordinal
            """,
            connection);
        command.Parameters.AddWithValue("plan", plan);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        List<LoggedChange> changes = [];
        while (await reader.ReadAsync())
        {
            changes.Add(
                new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3)));
        }

        return changes;
    }
}

using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Whether a scope's change log is as it was written.</summary>
/// <param name="Revision">Its last revision; 0 when there is none.</param>
/// <param name="Hash">The hash of that revision. Whoever notes it elsewhere can tell later that the log up to there was
/// not written anew as a whole.</param>
/// <param name="Faults">What is wrong; empty when nothing is.</param>
public sealed record ChangeLogReport(long Revision, string Hash, IReadOnlyList<ChangeLogFault> Faults);

/// <summary>Something in a change log that is not as it was written.</summary>
public sealed record ChangeLogFault
{
    /// <summary>The revision.</summary>
    public required long Revision { get; init; }

    /// <summary>The number of the change in it; 0 where the whole revision is meant.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Description { get; init; }

    /// <summary>A line for an operator.</summary>
    public override string ToString() => Ordinal == 0
        ? $"revision {Revision}: {Description}"
        : $"revision {Revision}, change {Ordinal}: {Description}";
}

/// <summary>Computes the chain of a scope's change log again and compares: finds rows that were altered, added,
/// removed or put in another order, and personal values that were altered, exchanged, or emptied without an
/// erasure.</summary>
public sealed class ChangeLogVerifier(NpgsqlDataSource database)
{
    const string Head = "SELECT revision, encode(hash, 'hex') FROM revision WHERE hub_id = @hub";

    /// <summary>Verifies the log of one hub, or of <see cref="ResourceName.National"/>.</summary>
    /// <param name="hub">The hub's id.</param>
    /// <param name="noted">Its revision and hash as they were noted earlier, which finds a log that was written anew as
    /// a whole, or cut off at its end.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ChangeLogReport> VerifyAsync(
        string hub, ChangeLogReport? noted = null, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await VerifyAsync(connection, hub, cancellation, noted);
    }

    /// <summary>Verifies it over a connection, in its transaction where it has one.</summary>
    internal static async Task<ChangeLogReport> VerifyAsync(NpgsqlConnection connection, string hub,
        CancellationToken cancellation, ChangeLogReport? noted = null)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('statement_timeout', '0', true)"),
                DbSession.HubCommand(hub),
                new(Head) { Parameters = { new("hub", hub) } },
                new(ChangeLogFaults.Sql)
                {
                    Parameters =
                    {
                        new("hub", hub),
                        new("after", (object)0L),
                        new("last", long.MaxValue),
                        new("counter", true),
                        new("noted", noted?.Revision ?? 0),
                        new("hash", noted?.Hash ?? ""),
                    },
                },
            },
        };
        // A log of years takes as long as it takes: neither the client nor the role's setting ends it.
        batch.Timeout = 0;
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var (revision, hash) = await reader.ReadAsync(cancellation)
            ? (reader.GetInt64(0), reader.GetString(1))
            : (0, "");
        await reader.NextResultAsync(cancellation);
        List<ChangeLogFault> faults = [];
        while (await reader.ReadAsync(cancellation))
        {
            faults.Add(new()
            {
                Revision = reader.GetInt64(0),
                Ordinal = reader.GetInt32(1),
                Description = reader.GetString(2),
            });
        }

        return new(revision, hash, faults);
    }
}

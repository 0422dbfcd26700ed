using System.Globalization;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>What a feed over a sequence would be: a number taken when a row is inserted, and a reader of <c>id >
/// last</c>.</summary>
static class SequenceReader
{
    /// <summary>How many of the rows that concurrent writers commit such a reader never sees.</summary>
    public static async Task<int> MissedAsync(TestDatabase database, int writers, int transactions)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.RunAsync("CREATE TABLE control (id bigserial PRIMARY KEY)");
        using var done = new CancellationTokenSource();
        var reading = ReadAsync(database, done.Token);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => WriteAsync(database, transactions / writers)));
        await done.CancelAsync();
        return transactions - await reading;
    }

    static async Task WriteAsync(TestDatabase database, int transactions)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        for (var number = 0; number < transactions; number++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.RunAsync("INSERT INTO control DEFAULT VALUES");
            await Task.Delay(Random.Shared.Next(10));
            await transaction.CommitAsync();
        }
    }

    static async Task<int> ReadAsync(TestDatabase database, CancellationToken done)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        var (last, seen) = (0L, 0);
        for (var ended = false; ;)
        {
            ended |= done.IsCancellationRequested;
            var ids = await connection.ReadAsync("SELECT id FROM control WHERE id > $1 ORDER BY id", last);
            seen += ids.Count;
            last = ids.Count == 0 ? last : long.Parse(ids[^1], CultureInfo.InvariantCulture);
            if (ended)
            {
                return seen;
            }
        }
    }
}

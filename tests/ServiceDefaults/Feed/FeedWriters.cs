using System.Collections.Concurrent;
using System.Diagnostics;
using Mastery.Testing;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Feed;

/// <summary>Writers of every kind: short and long transactions of one change or several, some of which are rolled
/// back.</summary>
sealed class FeedWriters(TestService library, string hub) : IDisposable
{
    readonly SemaphoreSlim _half = new(0);
    int _next;
    int _rolledBack;

    public int RolledBack => _rolledBack;

    /// <summary>The name that a change carries: of its transaction, and of how many changes that has.</summary>
    public static string NameOf(Changes.V1.Change change) => change.After.Fields["displayName"].StringValue;

    public static string TransactionOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Makes the transactions.</summary>
    /// <returns>When each change was known to be committed.</returns>
    public async Task<ConcurrentDictionary<string, long>> RunAsync(int writers, int transactions, Func<Task> halfway)
    {
        ConcurrentDictionary<string, long> acknowledged = new();
        var all = Enumerable.Range(0, writers).Select(_ => WriteAsync(transactions, acknowledged)).ToList();
        await _half.WaitAsync();
        await halfway();
        await Task.WhenAll(all);
        return acknowledged;
    }

    public void Dispose() => _half.Dispose();

    async Task WriteAsync(int transactions, ConcurrentDictionary<string, long> acknowledged)
    {
        await using var connection = await library.Database.OpenAsync();
        for (int number; (number = Interlocked.Increment(ref _next)) <= transactions;)
        {
            if (number == Math.Max(1, transactions / 2))
            {
                _half.Release();
            }

            var size = number % 10 == 0 ? 7 : 1;
            string[] names = [.. Enumerable.Range(1, size).Select(part => $"{number}.{part}-of-{size}")];
            if (await CommitAsync(connection, names, rollBack: number % 9 == 0, slow: number % 100 == 0))
            {
                var time = Stopwatch.GetTimestamp();
                names.ToList().ForEach(name => acknowledged[name] = time);
            }
            else
            {
                Interlocked.Increment(ref _rolledBack);
            }
        }
    }

    /// <summary>A transaction as the pipeline makes it: the log is written last, then it commits.</summary>
    async Task<bool> CommitAsync(NpgsqlConnection connection, string[] names, bool rollBack, bool slow)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("""
            SELECT set_config('mastery.hub', $1, true);
            """, connection) { Parameters = { new() { Value = hub } } };
        await command.ExecuteNonQueryAsync();
        if (slow)
        {
            await Task.Delay(50);
        }

        await using var log = new NpgsqlCommand("""
            SELECT append_changes($1, 'writer', '', NULL, NULL, $2, $3, $4, $5, $6, $7, $6)
            """, connection)
        {
            Parameters =
            {
                new() { Value = hub },
                new() { Value = names.Select(name => $"hubs/{hub}/shelves/{name}").ToArray() },
                new() { Value = names.Select(_ => "mastery.test/Shelf").ToArray() },
                new() { Value = names.Select(_ => "CREATED").ToArray() },
                new() { Value = names.Select(_ => "display_name").ToArray() },
                new()
                {
                    Value = names.Select(_ => (string?)null).ToArray(),
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
                },
                new()
                {
                    Value = names.Select(name => $$"""{"displayName": "{{name}}"}""").ToArray(),
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
                },
            },
        };
        await log.ExecuteNonQueryAsync();
        if (slow)
        {
            // It holds the counter: what comes after it waits, and no revision overtakes it.
            await Task.Delay(20);
        }

        await (rollBack ? transaction.RollbackAsync() : transaction.CommitAsync());
        return !rollBack;
    }
}

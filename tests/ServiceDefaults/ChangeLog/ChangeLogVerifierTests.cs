using Mastery.Library.V1;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>Whatever is done to a log behind the service is found.</summary>
public sealed class ChangeLogVerifierTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const int Tamperings = 1000;

    // Each takes {0}, a row by its revision and ordinal, and a {1} that is different each time.
    static readonly string[] Alterations =
    [
        "UPDATE change SET resource = resource || '{1}' WHERE {0}",
        "UPDATE change SET resource_type = resource_type || '{1}' WHERE {0}",
        "UPDATE change SET kind = CASE kind WHEN 'MOVED' THEN 'MERGED' ELSE 'MOVED' END WHERE {0}",
        "UPDATE change SET actor = actor || '{1}' WHERE {0}",
        "UPDATE change SET scope = scope || '{1}' WHERE {0}",
        "UPDATE change SET paths = paths || '{1}'::text WHERE {0}",
        "UPDATE change SET before = coalesce(before, '{{}}') || '{{\"x\": \"{1}\"}}' WHERE {0}",
        "UPDATE change SET after = coalesce(after, '{{}}') || '{{\"x\": \"{1}\"}}' WHERE {0}",
        "UPDATE change SET request_id = coalesce(request_id, '') || '{1}' WHERE {0}",
        "UPDATE change SET trace_id = coalesce(trace_id, '') || '{1}' WHERE {0}",
        "UPDATE change SET change_time = change_time + interval '1 microsecond' WHERE {0}",
        "UPDATE change SET personal = coalesce(personal, '{{}}') || '{{\"x\": \"{1}\"}}' WHERE {0}",
        "UPDATE change SET previous_hash = coalesce(previous_hash, '') || '\\x01' WHERE {0}",
        "UPDATE change SET hash = sha256(hash) WHERE {0}",
        "UPDATE change SET revision = revision + 1000 WHERE {0}",
        "UPDATE change SET ordinal = ordinal + 1000 WHERE {0}",
        "DELETE FROM change WHERE {0}",
        """
        INSERT INTO change SELECT (jsonb_populate_record(c, '{{"ordinal": 5000}}')).* FROM change c WHERE {0}
        """,
        // Rewritten with a hash of its own, so that only the chain gives it away.
        """
        UPDATE change SET actor = '{1}', hash = change_hash(hub_id, revision, ordinal, resource, resource_type,
            kind, '{1}', scope, paths, before, after, personal, request_id, trace_id, change_time, previous_hash)
        WHERE {0}
        """,
        "UPDATE change_personal SET value = value || '{{\"x\": \"{1}\"}}' WHERE {0}",
        "UPDATE change_personal SET salt = sha256(salt) WHERE {0}",
        "UPDATE change_personal SET subject = subject || '{1}' WHERE {0}",
        "UPDATE change_personal SET salt = NULL, value = NULL WHERE {0}",
        "DELETE FROM change_personal WHERE {0}",
        """
        INSERT INTO change_personal SELECT hub_id, revision, ordinal, 'x', salt, value FROM change_personal
        WHERE {0} LIMIT 1
        """,
        // Exchanged with those of another row.
        """
        UPDATE change_personal p SET (salt, value) = (SELECT o.salt, o.value FROM change_personal o
            WHERE o.hub_id = p.hub_id AND o.revision <> p.revision ORDER BY o.revision LIMIT 1) WHERE {0}
        """,
    ];

    readonly string _hub = LibraryFixture.NewHub();
    readonly ChangeLogVerifier _verifier = library.Service.Services.GetRequiredService<ChangeLogVerifier>();

    [Fact]
    public async Task Finds_nothing_in_a_log_as_it_was_written()
    {
        await FillAsync();

        var report = await _verifier.VerifyAsync(_hub);

        Assert.Empty(report.Faults);
        Assert.Equal(await library.LookAsync<long>(_hub, "SELECT revision FROM revision"), report.Revision);
        Assert.Equal(64, report.Hash.Length);
    }

    [Fact]
    public async Task Finds_nothing_where_nothing_was_written()
    {
        var report = await _verifier.VerifyAsync(_hub);

        Assert.Equal((0, ""), (report.Revision, report.Hash));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task Finds_nothing_after_an_erasure()
    {
        await FillAsync();

        var erased = await library.LookAsync<long>(_hub, $"""
            SELECT sum(erase_personal('{_hub}', subject, NULL, 'test', 'asked for', NULL))::bigint
            FROM (SELECT DISTINCT subject FROM change_personal) AS s
            """);

        Assert.True(erased > 5, $"only {erased} parts were erased");
        Assert.Empty((await _verifier.VerifyAsync(_hub)).Faults);
    }

    [Theory]
    [InlineData("the last revision", "DELETE FROM change WHERE revision = (SELECT max(revision) FROM change)")]
    [InlineData("the first revision", "DELETE FROM change WHERE revision = 1")]
    [InlineData("every row", "DELETE FROM change")]
    [InlineData("the counter", "DELETE FROM revision")]
    [InlineData("the counter set back", "UPDATE revision SET revision = revision - 1")]
    [InlineData("the hash of the counter", "UPDATE revision SET hash = sha256(hash)")]
    [InlineData("the last revision and the counter", """
        WITH gone AS (DELETE FROM change WHERE revision = (SELECT max(revision) FROM change))
        UPDATE revision SET revision = revision - 1
        """)]
    [InlineData("two revisions exchanged", """
        UPDATE change SET revision = CASE revision WHEN 2 THEN 10002 ELSE 10003 END WHERE revision IN (2, 3);
        UPDATE change SET revision = CASE revision WHEN 10002 THEN 3 ELSE 2 END WHERE revision > 10000
        """)]
    [InlineData("two rows of an import exchanged", """
        UPDATE change SET ordinal = ordinal + 10000
        WHERE revision = (SELECT max(revision) FROM change WHERE ordinal = 2) AND ordinal IN (1, 2);
        UPDATE change SET ordinal = CASE ordinal WHEN 10001 THEN 2 ELSE 1 END WHERE ordinal > 10000
        """)]
    public async Task Finds_what_is_missing_or_out_of_order(string what, string sql)
    {
        await FillAsync();

        Assert.True(await FoundAsync(sql), $"{what}: nothing was found");
    }

    [Fact]
    public async Task Finds_each_of_a_thousand_random_tamperings()
    {
        await FillAsync();
        var random = new Random(20_261_125);
        List<string> missed = [];
        for (var round = 0; round < Tamperings; round++)
        {
            var alteration = Alterations[round % Alterations.Length];
            var table = alteration.Contains("change_personal", StringComparison.Ordinal) ? "change_personal" : "change";
            var row = await library.LookAsync<string>(_hub, $"""
                SELECT format('(revision, ordinal) = (%s, %s)', revision, ordinal) FROM {table}
                ORDER BY revision, ordinal OFFSET {random.Next(500)} % (SELECT count(*) FROM {table}) LIMIT 1
                """);
            var sql = string.Format(null, alteration, row, round);
            if (!await FoundAsync(sql))
            {
                missed.Add(sql);
            }
        }

        Assert.Empty(missed);
    }

    /// <summary>Tampers as the owner of the schema may, verifies, and undoes it.</summary>
    async Task<bool> FoundAsync(string sql)
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var tamper = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{_hub}', true); {sql}", connection);
        await tamper.ExecuteNonQueryAsync();

        var report = await ChangeLogVerifier.VerifyAsync(connection, _hub, TestContext.Current.CancellationToken);

        await transaction.RollbackAsync();
        return report.Faults.Count > 0;
    }

    async Task FillAsync()
    {
        var client = library.Library(_hub);
        for (var number = 0; number < 6; number++)
        {
            var shelf = await library.ShelfAsync(_hub, with =>
            {
                with.Note = $"note {number}";
                with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Ada", Reader = "hubs/h/readers/ada" });
            });
            await client.UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Note = $"other {number}" } });
            await client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });
            using var import = client.ImportBooks();
            await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one", "two", "three" } });
            await import.RequestStream.CompleteAsync();
            await import.ResponseAsync;
        }
    }
}

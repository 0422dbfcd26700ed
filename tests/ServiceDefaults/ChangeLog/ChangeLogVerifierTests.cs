using System.Diagnostics;
using Mastery.Library.V1;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>Whatever is done to a log behind the service is found.</summary>
/// <remarks>The variable <c>MASTERY_TAMPERINGS</c> says how many random tamperings a run makes, for example
/// 10000.</remarks>
public sealed class ChangeLogVerifierTests(LibraryFixture library, ITestOutputHelper output)
    : IClassFixture<LibraryFixture>
{
    static readonly int Tamperings =
        int.TryParse(Environment.GetEnvironmentVariable("MASTERY_TAMPERINGS"), out var number) ? number : 300;

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
    public async Task Takes_longer_than_the_service_s_own_statements_may()
    {
        await FillAsync();
        NpgsqlConnectionStringBuilder settings = new(library.Service.Database.ConnectionString)
        {
            // Enough for what the driver asks first, on a machine that is busy too.
            Options = "-c statement_timeout=3000",
        };
        await using var impatient = NpgsqlDataSource.Create(settings);
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("LOCK TABLE change IN ACCESS EXCLUSIVE MODE", owner, transaction);
        await hold.ExecuteNonQueryAsync();

        var verifying = new ChangeLogVerifier(impatient).VerifyAsync(_hub);
        await Task.Delay(3500);
        await transaction.CommitAsync();

        Assert.Empty((await verifying).Faults);
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
    public async Task Finds_each_of_many_random_tamperings()
    {
        var neighbour = LibraryFixture.NewHub();
        await FillAsync();
        await FillAsync(neighbour);
        var noted = await _verifier.VerifyAsync(_hub);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        List<string> missed = [];
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Tamperings; round++)
        {
            var tampering = Tampering.All[round % Tampering.All.Count];
            var sql = tampering.For(await TwoRowsAsync(tampering.Table, random), round, _hub, neighbour);
            if (!await FoundAsync(sql, tampering.IsConsistent ? noted : null))
            {
                missed.Add($"{tampering.What}: {sql}");
            }
        }

        output.WriteLine($"{Tamperings} tamperings of {Tampering.All.Count} kinds, seed {seed}: {missed.Count} missed, "
            + $"in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s.");
        Assert.Empty(missed);
        Assert.Empty((await _verifier.VerifyAsync(_hub, noted)).Faults);
    }

    // The control: nothing in such a log itself gives it away.
    [Fact]
    public async Task Finds_a_log_that_was_written_anew_only_by_what_was_noted()
    {
        await FillAsync();
        var noted = await _verifier.VerifyAsync(_hub);
        foreach (var tampering in Tampering.All.Where(tampering => tampering.IsConsistent))
        {
            var sql = tampering.For(("(3, 1)", "(3, 1)"), 0, _hub, "");

            Assert.False(await FoundAsync(sql), $"{tampering.What}: found without a note");
            Assert.True(await FoundAsync(sql, noted), $"{tampering.What}: not found");
        }
    }

    async Task<(string First, string Second)> TwoRowsAsync(string table, Random random)
    {
        var (from, step) = (random.Next(10_000), 1 + random.Next(5));
        var rows = await library.LookAsync<string[]>(_hub, $"""
            SELECT array_agg(format('(%s, %s)', revision, ordinal) ORDER BY revision, ordinal) FROM {table}
            """);
        return (rows[from % rows.Length], rows[(from + step) % rows.Length]);
    }

    /// <summary>Tampers as the owner of the schema may, verifies, and undoes it.</summary>
    async Task<bool> FoundAsync(string sql, ChangeLogReport? noted = null)
    {
        await using var connection = await library.Service.Database.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var tamper = new NpgsqlCommand(
            $"SELECT set_config('mastery.hub', '{_hub}', true); {sql}", connection);
        await tamper.ExecuteNonQueryAsync();

        var report = await ChangeLogVerifier.VerifyAsync(
            connection, _hub, TestContext.Current.CancellationToken, noted);

        await transaction.RollbackAsync();
        return report.Faults.Count > 0;
    }

    async Task FillAsync(string? hub = null)
    {
        hub ??= _hub;
        var client = library.Library(hub);
        for (var number = 0; number < 6; number++)
        {
            var shelf = await library.ShelfAsync(hub, with =>
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

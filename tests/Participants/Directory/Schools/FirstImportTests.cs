namespace Mastery.Participants.Tests;

/// <summary>The import that fills the directory: PostgreSQL has no statistics of what it has just written.</summary>
public sealed class FirstImportTests(VintageFixture fixture) : IClassFixture<VintageFixture>
{
    const int Schools = 2_000;
    const int SchoolsOfTrust = 4;

    // Each statement may read a table once, and no more often where there are more schools.
    const int MostReads = 40;

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reads_no_table_once_for_each_school()
    {
        var records = Enumerable.Range(0, Schools).Select(number => DirectoryFixture.Record(
            $"{400_000 + number}", school => school.Trust = new() { Code = $"{20_000 + (number / SchoolsOfTrust)}" }));
        using var call = fixture.Directory.ImportSchools();
        foreach (var part in records.Chunk(1_000))
        {
            await call.RequestStream.WriteAsync(new() { Records = { part }, ExtractDate = "2026-09-01" });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(Schools, (await call).CreatedCount);

        Assert.InRange(
            await RowsReadAsync("trust_membership", "school", "school_fact_date", "trust", "trust_membership"),
            0, MostReads * Schools);
    }

    [Fact]
    public async Task Reads_no_table_once_for_each_link()
    {
        // Pairs, as GIAS has most of them: a school, and the academy that it became.
        var schools = Enumerable.Range(0, Schools).Select(number => 500_000 + (2 * number));
        await fixture.LinkAsync("2026-09-01", complete: false, schools.Select(urn =>
            DirectoryFixture.Link($"{urn}", $"{urn + 1}", "Successor", "2020-09-01")));

        Assert.InRange(await RowsReadAsync("school_link", "school_link", "succession"), 0, MostReads * Schools);
    }

    /// <summary>The rows that whole reads of tables have read, as PostgreSQL counts them. It tells some seconds after
    /// the transaction: when the rows of <paramref name="written"/> are counted.</summary>
    async Task<long> RowsReadAsync(string written, params string[] tables)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (await fixture.CountAsync($"SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = '{written}'")
            < Schools)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }

        return await fixture.CountAsync($"""
            SELECT sum(seq_tup_read)::bigint FROM pg_stat_user_tables
            WHERE relname IN ('{string.Join("', '", tables)}')
            """);
    }
}

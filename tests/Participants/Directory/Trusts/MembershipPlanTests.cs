using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>How PostgreSQL finds what an import has changed once it has statistics of the memberships, as it has when
/// the extract of each month touches all of them.</summary>
public sealed partial class MembershipPlanTests(VintageFixture fixture) : IClassFixture<VintageFixture>
{
    const int Memberships = 2_000;

    static readonly string Fill = $"""
        INSERT INTO trust (uid, dates) SELECT 20000 + n, array_fill(NULL::date, ARRAY[7])
        FROM generate_series(0, {Memberships / 4}) AS n;
        INSERT INTO trust_membership (trust, urn, first_seen, last_seen)
        SELECT 20000 + n / 4, 400000 + n, '2026-08-01', '2026-08-01' FROM generate_series(1, {Memberships}) AS n;
        ANALYZE trust_membership;
        CREATE TEMP TABLE membership_touched AS SELECT urn FROM trust_membership;
        ANALYZE membership_touched;
        CREATE TEMP TABLE membership_difference (trust text, urn text, before jsonb);
        SET enable_seqscan = off
        """;

    [Fact]
    public async Task Compares_no_membership_with_each_that_is_touched()
    {
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var fill = new NpgsqlCommand(Fill, connection);
        await fill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var select = MembershipMerge.SelectChanged.Replace(" ON COMMIT DROP", "", StringComparison.Ordinal);

        var plan = await PlanAsync(connection, $"EXPLAIN (ANALYZE) {select}");

        Assert.Contains($"rows={Memberships}", plan, StringComparison.Ordinal);
        Assert.InRange(
            Compared().Matches(plan).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
            0, Memberships);
    }

    static async Task<string> PlanAsync(NpgsqlConnection connection, string explain)
    {
        await using var command = new NpgsqlCommand(explain, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> lines = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex("Rows Removed by Join Filter: ([0-9]+)")]
    private static partial Regex Compared();
}

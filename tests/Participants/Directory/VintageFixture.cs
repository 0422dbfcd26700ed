using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>A directory of its own, because a complete extract withdraws the links of all other tests.</summary>
public sealed class VintageFixture() : ServiceFixture<HubStore>("participants")
{
    V1.SchoolDirectoryService.SchoolDirectoryServiceClient? _directory;

    public V1.SchoolDirectoryService.SchoolDirectoryServiceClient Directory =>
        _directory ??= Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>();

    /// <summary>Imports an extract of links.</summary>
    public async Task<V1.ImportSuccessionsResponse> LinkAsync(
        string day, bool complete, params IEnumerable<V1.SuccessionRecord> records)
    {
        using var call = Directory.ImportSuccessions();
        foreach (var part in records.Chunk(1000))
        {
            await call.RequestStream.WriteAsync(
                new() { Records = { part }, ExtractDate = day, Complete = complete });
        }

        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>Removes all links, and what schools took part in.</summary>
    public Task ClearAsync() =>
        ExecuteAsync("TRUNCATE school_link, succession, link_extract, school_participation");

    /// <summary>Removes all schools and trusts.</summary>
    public Task ClearTrustsAsync() => ExecuteAsync(
        "TRUNCATE trust_membership, trust, trust_link_extract; DELETE FROM school_fact_date; DELETE FROM school");

    /// <summary>All links and successions, a line each.</summary>
    public Task<IReadOnlyList<string>> StateAsync() => StateAsync("""
        SELECT to_jsonb(l) - '{create_time,update_time}'::text[] || '{"table": "school_link"}' AS line
        FROM school_link l
        UNION ALL
        SELECT to_jsonb(s) - '{create_time,update_time}'::text[] || '{"table": "succession"}'
        FROM succession s ORDER BY line
        """);

    /// <summary>All trusts, memberships and the schools' trusts, a line each.</summary>
    public Task<IReadOnlyList<string>> TrustStateAsync() => StateAsync("""
        SELECT to_jsonb(t) - '{create_time,update_time,revision}'::text[] AS line FROM trust t
        UNION ALL
        SELECT to_jsonb(m) - '{create_time,update_time,revision}'::text[] FROM trust_membership m
        UNION ALL
        SELECT jsonb_build_object('school', urn, 'trust', trust_code) FROM school
        ORDER BY line
        """);

    /// <summary>How many memberships and trusts of schools are not as all sources together have them.</summary>
    public Task<long> TrustContradictionsAsync() => CountAsync("""
        SELECT (SELECT count(*) FROM trust_membership m JOIN trust_membership_end e USING (trust, urn)
                WHERE m.leave_date IS DISTINCT FROM e.leave_date)
            + (SELECT count(*) FROM trust_newest w LEFT JOIN school_fact_date f USING (urn)
                WHERE w.day > coalesce(f.dates[13], '-infinity'))
        """);

    /// <summary>The number that a query returns; 0 for none.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    async Task<IReadOnlyList<string>> StateAsync(string sql)
    {
        List<string> state = [];
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            state.Add(reader.GetString(0));
        }

        return state;
    }

    /// <summary>The ancestors of a school, and whether each is certain.</summary>
    public async Task<IReadOnlyList<(string Urn, bool Certain)>> AncestorsAsync(string urn) =>
        (await AncestriesAsync([urn]))[urn];

    /// <summary>The same of many schools.</summary>
    public async Task<Dictionary<string, List<(string Urn, bool Certain)>>> AncestriesAsync(IEnumerable<string> urns)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<SuccessionStore>();
        var lines = new Dictionary<string, List<(string, bool)>>();
        foreach (var urn in urns)
        {
            lines[urn] =
                [.. (await store.AncestorsAsync(urn)).Select(ancestor => (ancestor.Urn, ancestor.Followed))];
        }

        return lines;
    }

    /// <summary>Mathematics departments of these schools took part in Development, and no others.</summary>
    public async Task TookPartAsync(IEnumerable<string> urns)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("""
            INSERT INTO school_participation (participation_id, urn, subject, stage, academic_year, code)
            SELECT gen_random_uuid(), urn, 'MATHEMATICS', 'DEVELOPMENT', '2021-22', 'NCP21-12'
            FROM unnest(@urns) AS urn
            """, connection);
        command.Parameters.AddWithValue("urns", urns.ToArray());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Nothing of the directory needs the catalogue.</summary>
    protected override Task StartPeersAsync()
    {
        ConfigureUnreachablePeer("focus-catalogue");
        ConfigureUnreachablePeer("development-plans");
        return Task.CompletedTask;
    }
}

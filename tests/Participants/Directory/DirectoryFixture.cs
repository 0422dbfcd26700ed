using Mastery.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(Mastery.Participants.Tests.DirectoryFixture))]

namespace Mastery.Participants.Tests;

/// <summary>One running directory for all classes: each test makes hubs and schools of its own.</summary>
public sealed class DirectoryFixture() : ServiceFixture<HubStore>("participants")
{
    static int _urns = 300_000;
    static int _authorities = 500;
    static int _hubs;

    V1.SchoolDirectoryService.SchoolDirectoryServiceClient? _directory;

    // One client for all tests: another would have another token, and so a connection of its own.
    public V1.SchoolDirectoryService.SchoolDirectoryServiceClient Directory =>
        _directory ??= Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>();

    public static string FreshUrn() => $"{Interlocked.Increment(ref _urns)}";

    /// <summary>The code of a local authority that no hub serves and no school is in.</summary>
    public static string FreshAuthority() => $"{Interlocked.Increment(ref _authorities)}";

    /// <summary>An open secondary academy in an area that no hub serves.</summary>
    public static V1.SchoolRecord Record(string? urn = null, Action<V1.SchoolRecord>? change = null)
    {
        var record = new V1.SchoolRecord
        {
            Line = 2,
            Urn = urn ?? FreshUrn(),
            DisplayName = "Outwood Grange Academy",
            LocalAuthority = new() { Code = "450", DisplayName = "Somewhere" },
            EstablishmentNumber = "6905",
            Type = new() { Code = "34", DisplayName = "Academy converter" },
            TypeGroup = new() { Code = "10", DisplayName = "Academies" },
            Status = V1.School.Types.Status.Open,
            Phase = V1.School.Types.Phase.Secondary,
            StatutoryLowAge = 11,
            StatutoryHighAge = 18,
        };
        change?.Invoke(record);
        return record;
    }

    public static V1.SuccessionRecord Link(string urn, string linkUrn, string type, string date = "") =>
        new() { Line = 2, Urn = urn, LinkUrn = linkUrn, LinkType = type, LinkName = "Linked School", LinkDate = date };

    public async Task<V1.ImportSchoolsResponse> ImportAsync(params IEnumerable<V1.SchoolRecord> records) =>
        await Directory.BatchImportSchoolsAsync(new() { Records = { records } });

    public async Task<V1.ImportSuccessionsResponse> LinkAsync(params IEnumerable<V1.SuccessionRecord> records) =>
        await Directory.BatchImportSuccessionsAsync(new() { Records = { records } });

    /// <summary>A school in the directory, in a local authority of its own unless changed.</summary>
    public async Task<V1.School> SchoolAsync(Action<V1.SchoolRecord>? change = null)
    {
        var record = Record(change: record => record.LocalAuthority.Code = FreshAuthority());
        change?.Invoke(record);
        await ImportAsync(record);
        return await GetAsync(record.Urn);
    }

    public async Task<V1.School> GetAsync(string urn) =>
        await Directory.GetSchoolAsync(new() { Name = $"schools/{urn}" });

    public async Task<V1.SchoolHistory> HistoryAsync(string urn) =>
        await Directory.GetSchoolHistoryAsync(new() { Name = $"schools/{urn}" });

    /// <summary>A hub that serves these areas.</summary>
    public async Task<V1.Hub> HubAsync(
        params IEnumerable<V1.Hub.Types.Area> areas) => await Directory.CreateHubAsync(new()
        {
            HubId = $"hub-{Interlocked.Increment(ref _hubs)}",
            Hub = new() { DisplayName = "A Maths Hub", Areas = { areas } },
        });

    public static V1.Hub.Types.Area Authority(string code) =>
        new() { Kind = V1.Hub.Types.Area.Types.Kind.LocalAuthority, Code = code };

    public static V1.Hub.Types.Area District(string code) =>
        new() { Kind = V1.Hub.Types.Area.Types.Kind.District, Code = code };

    /// <summary>The change log entries of a resource, oldest first.</summary>
    public async Task<IReadOnlyList<Logged>> LogAsync(string resource)
    {
        List<Logged> changes = [];
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("""
            SELECT set_config('mastery.hub', 'national', false);
            SELECT kind, paths, before::text, after::text FROM change WHERE resource = $1 ORDER BY revision, ordinal
            """.Replace("$1", $"'{resource}'", StringComparison.Ordinal), connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            changes.Add(new Logged(reader.GetString(0), reader.GetFieldValue<string[]>(1), Text(2), Text(3)));
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        }

        return changes;
    }

    /// <summary>Nothing of the directory needs the catalogue.</summary>
    protected override Task StartPeersAsync()
    {
        ConfigureUnreachablePeer("focus-catalogue");
        ConfigureUnreachablePeer("development-plans");
        return Task.CompletedTask;
    }
}

/// <summary>An entry of the change log.</summary>
public sealed record Logged(string Kind, IReadOnlyList<string> Paths, string? Before, string? After);

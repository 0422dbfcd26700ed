namespace Mastery.Participants.Tests;

/// <summary>Concurrent writes of the directory without an etag run one after another.</summary>
public sealed class ConcurrentWritesTests(DirectoryFixture fixture)
{
    const int Callers = 20;

    [Fact]
    public async Task Of_a_hub_all_succeed()
    {
        var hub = await fixture.HubAsync();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => fixture.Directory.UpdateHubAsync(new()
        {
            Hub = new() { Name = hub.Name, DisplayName = $"Hub {number}" },
            UpdateMask = new() { Paths = { "display_name" } },
        }).ResponseAsync));

        Assert.Equal($"r{Callers + 1}", (await fixture.Directory.GetHubAsync(new() { Name = hub.Name })).Etag);
    }

    [Fact]
    public async Task Of_a_hubs_areas_all_succeed_beside_imports()
    {
        var hub = await fixture.HubAsync();
        var authority = DirectoryFixture.FreshAuthority();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => number % 2 == 0
            ? (Task)fixture.ImportAsync(DirectoryFixture.Record(
                change: record => record.LocalAuthority.Code = authority))
            : fixture.Directory.UpdateHubAsync(new()
            {
                Hub = new()
                {
                    Name = hub.Name,
                    Areas = { number % 4 == 1 ? [DirectoryFixture.Authority(authority)] : [] },
                },
                UpdateMask = new() { Paths = { "areas" } },
            }).ResponseAsync));
    }

    [Fact]
    public async Task Of_a_schools_hub_all_succeed()
    {
        var school = await fixture.SchoolAsync();
        var hubs = new[] { await fixture.HubAsync(), await fixture.HubAsync() };

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => fixture.Directory.AssignSchoolHubAsync(new()
        {
            Name = school.Name,
            Hub = hubs[number % 2].Name,
            Reason = $"Reason {number}",
        }).ResponseAsync));
    }
}

using Grpc.Core;
using Mastery.Clients;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using WorkGroups = Mastery.Participants.V1.WorkGroupService.WorkGroupServiceClient;

namespace Mastery.Suite.Tests.Writes;

/// <summary>A write that is sent again because its reply was lost after the commit takes effect once.</summary>
public sealed class LostReplyTests(RunningSuite suite)
{
    const int Writes = 24;

    [Fact]
    public async Task The_connection_is_cut_between_commit_and_reply()
    {
        await using var proxy = new CuttingProxy(suite.Grpc);
        var lost = 0;
        proxy.Passes = () => Interlocked.Increment(ref lost) > 2;
        await using var clients = Clients(proxy.Address);
        var title = $"Cut {Guid.NewGuid():N}"[..12];

        var created = await clients.GetRequiredService<WorkGroups>().CreateWorkGroupAsync(Creation(title));

        Assert.True(lost > 2, "No reply was lost.");
        Assert.Equal([created.Name], await StoredAsync(title));
        Assert.Equal([created.Name], await LoggedAsync(title));
    }

    // The control: the same write and cut, and a caller that sends a new request instead of repeating the first.
    [Fact]
    public async Task Without_the_same_request_id_it_takes_effect_twice()
    {
        await using var proxy = new CuttingProxy(suite.Grpc);
        var lost = 0;
        proxy.Passes = () => Interlocked.Increment(ref lost) > 1;
        await using var clients = Clients(proxy.Address, attempts: 1);
        var client = clients.GetRequiredService<WorkGroups>();
        var title = $"Cut {Guid.NewGuid():N}"[..12];

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => client.CreateWorkGroupAsync(Creation(title)).ResponseAsync);
        await client.CreateWorkGroupAsync(Creation(title));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal(2, (await StoredAsync(title)).Count);
    }

    [Fact]
    public async Task The_service_is_killed_between_commit_and_reply()
    {
        await using var replica = new Replica(suite, "participants", "services/Participants");
        await replica.StartAsync();
        await using var proxy = new CuttingProxy(replica.Address);
        var replies = 0;
        proxy.Passes = () => Passes(replica, ref replies);
        await using var clients = Clients(proxy.Address);
        var client = clients.GetRequiredService<WorkGroups>();
        var title = $"Killed {Guid.NewGuid():N}"[..15];

        var writes = Enumerable.Range(0, Writes)
            .Select(_ => client.CreateWorkGroupAsync(Creation(title)).ResponseAsync)
            .ToList();
        await replica.Exited;
        var kept = await StoredAsync(title);
        var answered = writes.Count(write => write.IsCompletedSuccessfully);
        await replica.StartAsync();
        var names = (await Task.WhenAll(writes)).Select(group => group.Name).Order(StringComparer.Ordinal).ToList();

        Assert.True(kept.Count > answered, $"{kept.Count} were committed and {answered} answered: nothing was lost.");
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(names, await StoredAsync(title));
        Assert.Equal(names, await LoggedAsync(title));
    }

    /// <summary>Lets two replies pass and kills the service at the third reply.</summary>
    static bool Passes(Replica replica, ref int replies)
    {
        // Headers and trailers of a reply are one frame each.
        var number = Interlocked.Increment(ref replies);
        if (number == 5)
        {
            replica.Kill();
        }

        return number != 5;
    }

    static CreateWorkGroupRequest Creation(string title) => new()
    {
        Parent = $"hubs/{RunningSuite.Hub}",
        WorkGroup = new() { Focus = "projects/NCP24-14/foci/b", DisplayName = title, Capacity = 8 },
    };

    ServiceProvider Clients(Uri address, int attempts = 200) => new ServiceCollection()
        .AddMasteryClients(options =>
        {
            options.Address = address;
            options.TokenEndpoint = new(suite.Rest, "/oauth2/token");
            options.ClientId = RunningSuite.HubClient;
            options.ClientSecret = "local-only";
            options.MaxAttempts = attempts;
            options.MaxBackoff = TimeSpan.FromMilliseconds(500);
            options.Deadline = TimeSpan.FromSeconds(90);
        })
        .BuildServiceProvider();

    Task<IReadOnlyList<string>> StoredAsync(string title) => suite.Databases.ReadAsync(
        "participants",
        "SELECT 'hubs/' || hub_id || '/workGroups/' || id FROM work_group WHERE display_name = $1 ORDER BY 1", title);

    Task<IReadOnlyList<string>> LoggedAsync(string title) => suite.Databases.ReadAsync(
        "participants",
        "SELECT resource FROM change WHERE kind = 'CREATED' AND after ->> 'displayName' = $1 ORDER BY 1", title);
}

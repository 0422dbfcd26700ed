using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Tokens of two hubs: neither can see or change the other's resources, by any method and both
/// protocols.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class OtherHubTests(RunningSuite suite, SeededHubs hubs)
{
    [Theory]
    [MemberData(nameof(Tenancy.HubOwned), MemberType = typeof(Tenancy))]
    public async Task Finds_and_changes_nothing_of_another_hub(string name)
    {
        var method = Tenancy.Method(name);
        var before = await suite.Databases.DigestAsync();

        foreach (var (owner, stranger) in hubs.BothWays)
        {
            var request = owner.Requests.For(method.Descriptor);
            await NotFoundAsync(method, request, await suite.TokenAsync(stranger.Client));
        }

        Assert.Equal(before, await suite.Databases.DigestAsync());
    }

    [Theory]
    [MemberData(nameof(Tenancy.References), MemberType = typeof(Tenancy))]
    public async Task Cannot_refer_to_a_resource_of_another_hub(string name, string path)
    {
        var method = Tenancy.Method(name);
        var before = await suite.Databases.DigestAsync();

        foreach (var (owner, stranger) in hubs.BothWays)
        {
            var request = stranger.Requests.For(method.Descriptor);
            Messages.Set(request, path, owner.Name(ReferredType(method, path)));
            await Refused.ForFieldAsync(
                null, async () => await SendAsync(method, request, await suite.TokenAsync(stranger.Client)));
        }

        Assert.Equal(before, await suite.Databases.DigestAsync());
    }

    [Theory]
    [MemberData(nameof(Tenancy.HubOwned), MemberType = typeof(Tenancy))]
    public async Task Finds_its_own_resources(string name)
    {
        var method = Tenancy.Method(name);
        foreach (var (owner, stranger) in hubs.BothWays)
        {
            // An etag that is not the present one: the resource is found and not changed.
            var request = owner.Requests.For(method.Descriptor, method.IsRead ? "" : "\"stale\"");

            var (code, answer) = await TryAsync(method, request, await suite.TokenAsync(owner.Client));

            Assert.True(Allowed(method).Contains(code.StatusCode), $"{method}: {code}");
            Assert.DoesNotContain($"{stranger.Hub}/", $"{answer}", StringComparison.Ordinal);
        }
    }

    static StatusCode[] Allowed(ContractMethod method) => method switch
    {
        { IsRead: true } => [StatusCode.OK],
        _ when method.Descriptor.Name.StartsWith("Create", StringComparison.Ordinal)
            || method.Descriptor.Name.StartsWith("Plan", StringComparison.Ordinal) =>
            [StatusCode.OK, StatusCode.AlreadyExists, StatusCode.FailedPrecondition],
        // It names people and no version of anything, and what it did can be done again.
        { Descriptor.Name: "ErasePersonData" } => [StatusCode.OK],
        _ => [StatusCode.Aborted],
    };

    async Task NotFoundAsync(ContractMethod method, IMessage request, string token)
    {
        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => SendAsync(method, request, token));
        foreach (var route in method.Routes)
        {
            await RestRefusal.WithAsync(
                HttpStatusCode.NotFound, ErrorReason.ResourceNotFound, suite.Http, RestCall.Of(route, request, token));
        }
    }

    async Task<(Status, IMessage?)> TryAsync(ContractMethod method, IMessage request, string token)
    {
        try
        {
            return (Status.DefaultSuccess, await SendAsync(method, request, token));
        }
        catch (RpcException refusal)
        {
            return (refusal.Status, null);
        }
    }

    Task<IMessage> SendAsync(ContractMethod method, IMessage request, string token) =>
        MethodCall.SendAsync(suite.Channel.CreateCallInvoker(), method.Descriptor, request, token);

    static string ReferredType(ContractMethod method, string path)
    {
        var message = method.Descriptor.InputType;
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            message = message.FindFieldByName(name).MessageType;
        }

        return HubMethods.Reference(message.FindFieldByName(names[^1]));
    }
}

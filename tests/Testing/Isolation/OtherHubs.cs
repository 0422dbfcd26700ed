using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

/// <summary>Every method about what one hub owns, called by another hub: to it, nothing is there.</summary>
/// <param name="fixture">The service, shared by the class.</param>
/// <param name="services">The services of its contract.</param>
public abstract class OtherHubs(ServiceFixture fixture, params ServiceDescriptor[] services) : IAsyncLifetime
{
    HubResources _resources = null!;
    string _otherHubToken = "";
    string _ownerToken = "";

    /// <summary>The hub that asks, <c>hubs/*</c>.</summary>
    protected virtual string OtherHub => "hubs/south-yorkshire";

    /// <summary>A token with every scope of the service.</summary>
    protected virtual Token Token { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _resources = await ResourcesAsync();
        (_otherHubToken, _ownerToken) = (Signed(OtherHub), Signed(_resources.Hub));
        Assert.Equal(
            Methods.SelectMany(Types).Where(HubMethods.IsHubOwned).Except(_resources.OtherTypes)
                .Order(StringComparer.Ordinal),
            _resources.Types.Order(StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task Find_nothing_of_a_hub_that_is_not_theirs() =>
        Assert.AllAsync(Methods, method => NotFoundAsync(method, Request(method), _otherHubToken));

    [Fact]
    public Task Find_nothing_by_an_id_under_their_own_hub() =>
        Assert.AllAsync(Named, method => NotFoundAsync(method, Request(method, OtherHub), _otherHubToken));

    [Fact]
    public async Task Find_nothing_with_a_token_for_no_hub()
    {
        var token = TestIssuer.Sign(Token with { Hubs = [] });

        await Assert.AllAsync(Methods, method => NotFoundAsync(method, Request(method), token));
    }

    [Fact]
    public Task Find_nothing_by_another_spelling_of_the_hub() => Assert.AllAsync(Methods, method => NotFoundAsync(
        method, Request(method, _resources.Hub.ToUpperInvariant().Replace("HUBS/", "hubs/", StringComparison.Ordinal)),
        _ownerToken));

    [Fact]
    public async Task Leave_everything_as_it_was()
    {
        var before = await ReadAsync();

        await Assert.AllAsync(Methods, method => Assert.ThrowsAsync<RpcException>(
            () => CallAsync(method, Request(method), _otherHubToken)));
        await Assert.AllAsync(Named, method => Assert.ThrowsAsync<RpcException>(
            () => CallAsync(method, Request(method, OtherHub), _otherHubToken)));

        Assert.NotEmpty(before);
        Assert.Equal(before, await ReadAsync());
    }

    // The control: the hub's own client finds all of it by the same requests. A version that is not the present one
    // leaves it as it is.
    [Fact]
    public Task Hide_what_the_hub_itself_finds() => Assert.AllAsync(Methods, async method =>
    {
        var request = new RequestBuilder(_resources).For(method.Descriptor, method.IsRead ? "" : "\"stale\"");

        var code = await CodeAsync(() => CallAsync(method, request, _ownerToken));

        Assert.Contains(code, method.IsRead ? [StatusCode.OK]
            : HubMethods.HasEtag(method.Descriptor) ? [StatusCode.Aborted]
            : (StatusCode[])[StatusCode.OK, StatusCode.AlreadyExists, StatusCode.FailedPrecondition]);
    });

    /// <summary>Makes one resource of each type that the methods are about.</summary>
    protected abstract Task<HubResources> ResourcesAsync();

    /// <summary>The methods that are called.</summary>
    protected virtual IEnumerable<ContractMethod> Methods =>
        services.SelectMany(service => service.Methods)
            .Where(HubMethods.IsHubOwned)
            .Select(method => new ContractMethod(method));

    /// <summary>The types of which every hub has one under the same id: by it, another hub finds its own.</summary>
    protected virtual IReadOnlyList<string> OfEveryHub => [];

    IEnumerable<ContractMethod> Named =>
        Methods.Where(method => method.Descriptor.InputType.FindFieldByName("parent") is null
            && !Types(method).Any(OfEveryHub.Contains));

    static IEnumerable<string> Types(ContractMethod method) => method.Descriptor.InputType.Fields.InDeclarationOrder()
        .Select(field => HubMethods.Resource(field)?.Type ?? HubMethods.Reference(field));

    /// <summary>A request that passes in every way but whose it is; written as if all were of
    /// <paramref name="hub"/>.</summary>
    IMessage Request(ContractMethod method, string? hub = null) => Messages.Replaced(
        new RequestBuilder(_resources).For(method.Descriptor), $"\"{_resources.Hub}", $"\"{hub ?? _resources.Hub}");

    /// <summary>The resources as their own hub reads them.</summary>
    async Task<IReadOnlyList<IMessage>> ReadAsync()
    {
        List<IMessage> read = [];
        var gets = Methods.Where(method => method.Descriptor.Name == $"Get{method.Descriptor.OutputType.Name}");
        foreach (var method in gets)
        {
            read.Add(await CallAsync(method, Request(method), _ownerToken));
        }

        return read;
    }

    Task<Google.Rpc.Status> NotFoundAsync(ContractMethod method, IMessage request, string token) => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CallAsync(method, request, token));

    Task<IMessage> CallAsync(ContractMethod method, IMessage request, string token) =>
        MethodCall.SendAsync(fixture.Service.Channel(token).CreateCallInvoker(), method.Descriptor, request);

    static async Task<StatusCode> CodeAsync(Func<Task> call) =>
        await Record.ExceptionAsync(call) is RpcException refusal ? refusal.StatusCode : StatusCode.OK;

    string Signed(string hub) => TestIssuer.Sign(Token with { Hubs = [hub["hubs/".Length..]] });
}

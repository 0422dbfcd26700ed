using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

/// <summary>Every method about what a hub owns, called with tokens that are bound to a school or a trust of the same
/// hub: the own school's or trust's, and others'.</summary>
/// <param name="fixture">The service, shared by the class.</param>
/// <param name="services">The services of its contract.</param>
public abstract class OtherSchools(ServiceFixture fixture, params ServiceDescriptor[] services) : IAsyncLifetime
{
    SchoolResources _own = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _own = await ResourcesAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task Find_and_change_nothing_of_another_school() => Assert.AllAsync(Open, async method =>
    {
        foreach (var token in Others)
        {
            await NothingAsync(method, Request(method), token);
        }
    });

    [Fact]
    public async Task Leave_everything_as_it_was()
    {
        var before = await ReadAsync();

        await Assert.AllAsync(Open, async method =>
        {
            foreach (var token in Others)
            {
                await Record.ExceptionAsync(() => CallAsync(method, Request(method), token));
            }
        });

        Assert.NotEmpty(before);
        Assert.Equal(before, await ReadAsync());
    }

    // The control: the school's own token, and its trust's, find it by the same requests.
    [Fact]
    public Task Hide_what_the_school_itself_finds() => Assert.AllAsync(OnOwn, async method =>
    {
        var request = new RequestBuilder(_own.Resources).For(method.Descriptor, method.IsRead ? "" : "\"stale\"");
        foreach (var token in Own)
        {
            var refusal = await Record.ExceptionAsync(() => CallAsync(method, request, token)) as RpcException;

            Assert.Contains(refusal?.StatusCode ?? StatusCode.OK, method.IsRead ? [StatusCode.OK]
                : HubMethods.HasEtag(method.Descriptor) ? [StatusCode.Aborted]
                : (StatusCode[])[StatusCode.OK, StatusCode.AlreadyExists]);
        }
    });

    [Fact]
    public Task Reach_no_method_that_does_not_say_so() => Assert.AllAsync(Closed, async method =>
    {
        foreach (var token in Own)
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
                () => CallAsync(method, Messages.Empty(method.Descriptor.InputType), token));
        }
    });

    [Fact]
    public Task Find_nothing_in_a_hub_that_the_token_is_not_for() => Assert.AllAsync(Open, method =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => CallAsync(
            method, Request(method), TestIssuer.Sign(new Token { School = _own.School, Hubs = ["no-such-hub"] }))));

    /// <summary>The methods by which a school writes to what another one shares with it, and never to its
    /// own.</summary>
    protected virtual IReadOnlyList<string> OnOthers => [];

    /// <summary>Makes one resource of each type that the methods are about, all of one school.</summary>
    protected abstract Task<SchoolResources> ResourcesAsync();

    IEnumerable<ContractMethod> Methods => services.SelectMany(service => service.Methods)
        .Where(HubMethods.IsHubOwned).Select(method => new ContractMethod(method));

    IEnumerable<ContractMethod> Open => Methods.Where(method => method.SchoolAccess);

    IEnumerable<ContractMethod> OnOwn => Open.Where(method => !OnOthers.Contains(method.Descriptor.Name));

    IEnumerable<ContractMethod> Closed => Methods.Where(method => !method.SchoolAccess);

    IEnumerable<string> Own =>
    [
        TestIssuer.Sign(new Token { School = _own.School }), TestIssuer.Sign(new Token { Trust = _own.Trust }),
    ];

    IEnumerable<string> Others =>
    [
        TestIssuer.Sign(new Token { School = _own.OtherSchool }), TestIssuer.Sign(new Token { Trust = "99999" }),
        TestIssuer.Sign(new Token { School = "999999" }),
    ];

    IMessage Request(ContractMethod method) => new RequestBuilder(_own.Resources).For(method.Descriptor);

    /// <summary>A list is answered without what is not theirs; all else is refused as if it did not exist.</summary>
    async Task NothingAsync(ContractMethod method, IMessage request, string token)
    {
        var refusal = await Record.ExceptionAsync(async () =>
        {
            var answer = JsonFormatter.Default.Format(await CallAsync(method, request, token));
            Assert.True(method.IsRead, $"{method} was done.");
            Assert.All(_own.Resources.All, resource =>
                Assert.DoesNotContain(Messages.Text(resource, "name"), answer, StringComparison.Ordinal));
        });

        if (refusal is not null)
        {
            Assert.Contains(Assert.IsType<RpcException>(refusal).StatusCode,
                (StatusCode[])[StatusCode.NotFound, StatusCode.PermissionDenied, StatusCode.FailedPrecondition]);
        }
    }

    /// <summary>The resources as their school reads them.</summary>
    async Task<IReadOnlyList<IMessage>> ReadAsync()
    {
        List<IMessage> read = [];
        foreach (var method in Open.Where(method =>
            method.Descriptor.Name == $"Get{method.Descriptor.OutputType.Name}"))
        {
            read.Add(await CallAsync(method, Request(method), Own.First()));
        }

        return read;
    }

    Task<IMessage> CallAsync(ContractMethod method, IMessage request, string token) =>
        MethodCall.SendAsync(fixture.Service.Channel(token).CreateCallInvoker(), method.Descriptor, request);
}

/// <summary>Resources of one school, and how tokens name it and another of the same hub.</summary>
/// <param name="Resources">The resources.</param>
/// <param name="School">The school's URN.</param>
/// <param name="Trust">The UID of its trust.</param>
/// <param name="OtherSchool">The URN of another school, which has resources of its own and is of no trust.</param>
public sealed record SchoolResources(HubResources Resources, string School, string Trust, string OtherSchool);

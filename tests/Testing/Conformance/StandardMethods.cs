using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace Mastery.Testing;

/// <summary>
/// What every resource's Get, List, Create, Update and Delete promise, checked from the contract. A resource inherits
/// it by saying how one is made; methods that its contract does not have are skipped.
/// </summary>
/// <typeparam name="TResource">The resource's message.</typeparam>
/// <param name="fixture">The service, shared by the class.</param>
public abstract partial class StandardMethods<TResource>(ServiceFixture fixture)
    where TResource : class, IMessage<TResource>, new()
{
    const string Unscoped = "nothing.read";

    static readonly ResourceContract Contract = new(new TResource().Descriptor);

    static int _made;

    /// <summary>The hub the tests work in; it is one of those the migrations seed.</summary>
    protected virtual string Hub => "yorkshire-and-the-humber";

    /// <summary>A hub that must not notice.</summary>
    protected virtual string OtherHub => "south-yorkshire";

    /// <summary>The service under test.</summary>
    protected ServiceFixture Fixture => fixture;

    /// <summary>The name under which resources are made; empty for national ones at the top.</summary>
    /// <param name="hub">The hub to make it in.</param>
    protected virtual Task<string> ParentAsync(string hub) =>
        Task.FromResult(Contract.HubOwned ? $"hubs/{hub}" : "");

    /// <summary>A resource that Create accepts.</summary>
    /// <param name="parent">What <see cref="ParentAsync"/> answered.</param>
    /// <param name="number">Never the same twice: for what must be unique.</param>
    protected abstract Task<TResource> ExampleAsync(string parent, int number);

    /// <summary>Makes a change that Update accepts.</summary>
    protected abstract void Alter(TResource resource);

    /// <summary>The id to choose at Create, where the contract asks for one.</summary>
    /// <param name="number">Never the same twice.</param>
    protected virtual string? ChosenId(int number) => null;

    /// <summary>Makes a resource; override it where the contract has no Create.</summary>
    /// <param name="parent">What <see cref="ParentAsync"/> answered.</param>
    protected virtual async Task<TResource> MakeAsync(string parent)
    {
        var request = await CreationAsync(parent);
        return (TResource)await CallAsync(Contract.Create, request);
    }

    async Task<TResource> MakeAsync() => await MakeAsync(await ParentAsync(Hub));

    async Task<IMessage> CreationAsync(string? parent = null, string? requestId = null)
    {
        Assert.SkipWhen(Contract.Create is null, "The contract has no Create.");
        parent ??= await ParentAsync(Hub);
        var number = Interlocked.Increment(ref _made);
        return ResourceContract.Request(
            Contract.Create,
            ("parent", parent.Length == 0 ? null : parent),
            (Contract.FieldIn(Contract.Create!), await ExampleAsync(parent, number)),
            (Contract.IdField, ChosenId(number)),
            ("request_id", requestId));
    }

    Task<IMessage> CallAsync(MethodDescriptor? method, IMessage request, Token? token = null) =>
        ResourceContract.CallAsync(Fixture.Service.Channel(TestIssuer.Sign(token ?? Everything)), method, request);

    // One written token for all calls of the class, so that they share one channel.
    static Token Everything { get; } = new();

    Token Elsewhere()
    {
        Assert.SkipUnless(Contract.HubOwned, "National: every hub may read it.");
        return Token.Of(OtherHub);
    }

    static string Name(IMessage resource) => ResourceContract.Text(resource, "name");

    static string Etag(IMessage resource) => ResourceContract.Text(resource, "etag");

    // A name of the same form that nothing has: a fresh id that also passes as text.
    static string UnknownLike(string name) => $"{name[..(name.LastIndexOf('/') + 1)]}{Guid.CreateVersion7()}";

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, Errors.V1.ErrorReason.ResourceNotFound, call);

    static Task<Google.Rpc.Status> StaleAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.Aborted, Errors.V1.ErrorReason.Conflict, call);
}

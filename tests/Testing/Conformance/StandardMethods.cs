using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace Mastery.Testing;

/// <summary>
/// Tests of Get, List, Create, Update and Delete for every resource, derived from the contract. A subclass says how to
/// create a resource; tests of methods that the contract does not have are skipped.
/// </summary>
/// <typeparam name="TResource">The resource's message.</typeparam>
/// <param name="fixture">The service, shared by the class.</param>
public abstract partial class StandardMethods<TResource>(ServiceFixture fixture)
    where TResource : class, IMessage<TResource>, new()
{
    const string Unscoped = "nothing.read";

    static readonly ResourceContract Contract = new(new TResource().Descriptor);

    static int _made;

    /// <summary>The hub of the tests; it is one that the migrations create.</summary>
    protected virtual string Hub => "yorkshire-and-the-humber";

    /// <summary>Another hub, which must see nothing.</summary>
    protected virtual string OtherHub => "south-yorkshire";

    /// <summary>The service under test.</summary>
    protected ServiceFixture Fixture => fixture;

    /// <summary>The parent of the resources; empty for top-level national ones.</summary>
    /// <param name="hub">The hub to make it in.</param>
    protected virtual Task<string> ParentAsync(string hub) =>
        Task.FromResult(Contract.HubOwned ? $"hubs/{hub}" : "");

    /// <summary>A resource that Create accepts.</summary>
    /// <param name="parent">The result of <see cref="ParentAsync"/>.</param>
    /// <param name="number">Different at each call: for unique fields.</param>
    protected abstract Task<TResource> ExampleAsync(string parent, int number);

    /// <summary>Makes a change that Update accepts.</summary>
    protected abstract void Alter(TResource resource);

    /// <summary>The id to choose at Create, where the contract asks for one.</summary>
    /// <param name="number">Different at each call.</param>
    protected virtual string? ChosenId(int number) => null;

    /// <summary>Makes a resource; override it where the contract has no Create.</summary>
    /// <param name="parent">The result of <see cref="ParentAsync"/>.</param>
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

    // One token for all calls of the class, so that they share one channel.
    static Token Everything { get; } = new();

    Token Elsewhere()
    {
        Assert.SkipUnless(Contract.HubOwned, "National: every hub may read it.");
        return Token.Of(OtherHub);
    }

    static string Name(IMessage resource) => Messages.Text(resource, "name");

    static string Etag(IMessage resource) => Messages.Text(resource, "etag");

    // A name of the same form that does not exist: a new id that is also valid text.
    static string UnknownLike(string name) => $"{name[..(name.LastIndexOf('/') + 1)]}{Guid.CreateVersion7()}";

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, Errors.V1.ErrorReason.ResourceNotFound, call);

    static Task<Google.Rpc.Status> StaleAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.Aborted, Errors.V1.ErrorReason.Conflict, call);
}

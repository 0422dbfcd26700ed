using Google.Protobuf;
using Grpc.Core;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

public abstract partial class StandardMethods<TResource>
{
    [Fact]
    public async Task Delete_removes_the_resource()
    {
        var name = Name(await MakeAsync());

        await DeleteAsync(name);

        await NotFoundAsync(() => GetAsync(name));
        await NotFoundAsync(() => DeleteAsync(name));
    }

    [Fact]
    public async Task Delete_answers_a_repeated_request_again()
    {
        ResourceContract.NeedsField(Contract.Delete, "request_id");
        var name = Name(await MakeAsync());
        var id = NewRequestId();

        await DeleteAsync(name, requestId: id);
        await DeleteAsync(name, requestId: id);

        await NotFoundAsync(() => GetAsync(name));
    }

    [Fact]
    public async Task Delete_refuses_an_etag_that_is_out_of_date()
    {
        ResourceContract.NeedsField(Contract.Delete, "etag");
        var resource = await MakeAsync();
        var stale = Etag(resource) + "0";

        await StaleAsync(() => DeleteAsync(Name(resource), stale));

        Assert.Equal(resource, await GetAsync(Name(resource)));
    }

    [Fact]
    public async Task Delete_refuses_a_resource_that_does_not_exist()
    {
        var name = UnknownLike(Name(await MakeAsync()));

        await NotFoundAsync(() => DeleteAsync(name));
    }

    [Fact]
    public async Task Delete_hides_the_resource_from_another_hub()
    {
        var elsewhere = Elsewhere();
        var resource = await MakeAsync();

        await NotFoundAsync(() => DeleteAsync(Name(resource), token: elsewhere));

        Assert.Equal(resource, await GetAsync(Name(resource)));
    }

    [Fact]
    public async Task Delete_requires_the_scope()
    {
        var name = Name(await MakeAsync());

        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            () => DeleteAsync(name, token: Token.Of(Hub, Unscoped)));
    }

    Task<IMessage> DeleteAsync(string name, string? etag = null, string? requestId = null, Token? token = null)
    {
        var request = ResourceContract.Request(
            Contract.Delete, ("name", name), ("etag", etag), ("request_id", requestId));
        return CallAsync(Contract.Delete, request, token);
    }
}

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

public abstract partial class StandardMethods<TResource>
{
    [Fact]
    public async Task Create_gives_a_repeated_request_the_first_answer()
    {
        ResourceContract.NeedsField(Contract.Create, "request_id");
        var request = await CreationAsync(requestId: NewRequestId());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallAsync(Contract.Create, request)));

        Assert.Single(answers.Select(Name).Distinct());
    }

    [Fact]
    public async Task Create_refuses_a_request_id_used_for_another_request()
    {
        ResourceContract.NeedsField(Contract.Create, "request_id");
        var id = NewRequestId();
        var parent = await ParentAsync(Hub);
        await CallAsync(Contract.Create, await CreationAsync(parent, id));
        var other = await CreationAsync(parent, id);

        await Refused.WithAsync(
            StatusCode.InvalidArgument, ErrorReason.RequestIdReused, () => CallAsync(Contract.Create, other));
    }

    [Fact]
    public async Task Create_refuses_a_request_id_that_is_no_UUID()
    {
        ResourceContract.NeedsField(Contract.Create, "request_id");
        var request = await CreationAsync(requestId: "again");

        await Refused.ForFieldAsync("request_id", () => CallAsync(Contract.Create, request));
    }

    [Fact]
    public async Task Create_refuses_a_request_without_a_resource()
    {
        var request = await CreationAsync();
        var field = Contract.FieldIn(Contract.Create!);
        request.Descriptor.FindFieldByName(field).Accessor.Clear(request);

        await Refused.ForFieldAsync(field, () => CallAsync(Contract.Create, request));
    }

    [Fact]
    public async Task Create_ignores_a_create_time_from_the_caller()
    {
        var request = await CreationAsync();
        var resource = (IMessage)request.Descriptor
            .FindFieldByName(Contract.FieldIn(Contract.Create!)).Accessor
            .GetValue(request);
        var time = resource.Descriptor.FindFieldByName("create_time");
        Messages.Set(resource, time, Timestamp.FromDateTime(DateTime.UnixEpoch));

        var answer = await CallAsync(Contract.Create, request);

        Assert.NotEqual(DateTime.UnixEpoch, ((Timestamp)time.Accessor.GetValue(answer)).ToDateTime());
    }

    [Fact]
    public async Task Create_hides_the_parent_from_another_hub()
    {
        var elsewhere = Elsewhere();
        var request = await CreationAsync();

        await NotFoundAsync(() => CallAsync(Contract.Create, request, elsewhere));
    }

    [Fact]
    public async Task Create_requires_the_scope()
    {
        var request = await CreationAsync();

        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            () => CallAsync(Contract.Create, request, Token.Of(Hub, Unscoped)));
    }

    static string NewRequestId() => Guid.NewGuid().ToString();
}

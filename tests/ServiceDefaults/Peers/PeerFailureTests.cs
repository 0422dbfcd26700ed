using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults.Tests.Peers;

/// <summary>What a caller is told when another service, asked in the caller's name, fails.</summary>
public sealed class PeerFailureTests(Front front) : IClassFixture<Front>
{
    /// <summary>Answers of a service of the suite that are about the caller: they stand.</summary>
    public static TheoryData<StatusCode, ErrorReason> Refusals => new()
    {
        { StatusCode.InvalidArgument, ErrorReason.InvalidField },
        { StatusCode.NotFound, ErrorReason.ResourceNotFound },
        { StatusCode.AlreadyExists, ErrorReason.ResourceExists },
        { StatusCode.FailedPrecondition, ErrorReason.WrongState },
        { StatusCode.Aborted, ErrorReason.Conflict },
        { StatusCode.OutOfRange, ErrorReason.InvalidField },
        { StatusCode.Unauthenticated, ErrorReason.TokenInvalid },
        { StatusCode.PermissionDenied, ErrorReason.ScopeMissing },
        { StatusCode.ResourceExhausted, ErrorReason.TooManyRequests },
        { StatusCode.Internal, ErrorReason.Internal },
    };

    /// <summary>Answers of a service of the suite that are about it or about our request.</summary>
    public static TheoryData<StatusCode, ErrorReason, StatusCode> Failures => new()
    {
        { StatusCode.Unavailable, ErrorReason.ServiceUnavailable, StatusCode.Unavailable },
        { StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, StatusCode.Unavailable },
        { StatusCode.Cancelled, ErrorReason.Cancelled, StatusCode.Unavailable },
        { StatusCode.ResourceExhausted, ErrorReason.RequestTooLarge, StatusCode.Internal },
        { StatusCode.Unimplemented, ErrorReason.MethodNotFound, StatusCode.Internal },
    };

    /// <summary>Answers without a reason: of a proxy between, or of no service of the suite.</summary>
    public static TheoryData<StatusCode, StatusCode, ErrorReason> Bare => new()
    {
        { StatusCode.Unavailable, StatusCode.Unavailable, ErrorReason.ServiceUnavailable },
        { StatusCode.DeadlineExceeded, StatusCode.Unavailable, ErrorReason.ServiceUnavailable },
        { StatusCode.Cancelled, StatusCode.Unavailable, ErrorReason.ServiceUnavailable },
        { StatusCode.Unauthenticated, StatusCode.Unauthenticated, ErrorReason.TokenInvalid },
        { StatusCode.ResourceExhausted, StatusCode.ResourceExhausted, ErrorReason.TooManyRequests },
        { StatusCode.Internal, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.Unknown, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.DataLoss, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.Unimplemented, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.PermissionDenied, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.NotFound, StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.InvalidArgument, StatusCode.Internal, ErrorReason.Internal },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_refusal_reaches_the_caller_as_it_is(StatusCode code, ErrorReason reason)
    {
        var refusal = Answer(code, reason).ToRpcException();

        var status = await AskAsync(refusal, code, reason);

        Assert.Equal(refusal.GetRpcStatus(), status);
    }

    [Theory, MemberData(nameof(Failures))]
    public Task Any_other_answer_is_no_refusal_of_the_callers_request(
        StatusCode answered, ErrorReason because, StatusCode code) =>
        AskAsync(Answer(answered, because).ToRpcException(), code,
            code == StatusCode.Internal ? ErrorReason.Internal : ErrorReason.ServiceUnavailable);

    [Theory, MemberData(nameof(Bare))]
    public Task An_answer_without_a_reason_gets_one(StatusCode answered, StatusCode code, ErrorReason reason) =>
        AskAsync(new RpcException(new Grpc.Core.Status(answered, "a text of the inside")), code, reason);

    [Theory]
    [InlineData(StatusCode.Unavailable, ErrorReason.ServiceUnavailable)]
    [InlineData(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests)]
    public async Task The_wait_that_it_asks_for_is_passed_on(StatusCode code, ErrorReason reason)
    {
        var status = await AskAsync(Answer(code, reason).ToRpcException(), code, reason);

        Assert.Equal(TimeSpan.FromSeconds(7), status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task A_service_that_is_unavailable_is_named()
    {
        var status = await AskAsync(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "refused")),
            StatusCode.Unavailable, ErrorReason.ServiceUnavailable);

        Assert.Contains("The service 'library' cannot be reached", status.Message);
    }

    [Fact]
    public async Task An_answer_that_should_never_be_is_logged_with_the_name_of_the_service()
    {
        var status = await AskAsync(new RpcException(new Grpc.Core.Status(StatusCode.Unimplemented, "no such method")),
            StatusCode.Internal, ErrorReason.Internal);

        var trace = status.GetDetail<ErrorInfo>()!.Metadata["trace_id"];
        var line = Assert.Single(front.Logs, entry => entry.Level == LogLevel.Error && entry.Message.Contains(trace));
        Assert.Contains("The service 'library' answered Unimplemented", line.Exception!.Message);
    }

    [Fact]
    public async Task A_stream_that_fails_in_the_middle_means_the_same()
    {
        front.Failure = new RpcException(new Grpc.Core.Status(StatusCode.ResourceExhausted, ""));

        await Refused.WithAsync(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, async () =>
        {
            using var shelves = front.Client.ExportShelves(new() { Parent = "hubs/hub-a" });
            await foreach (var shelf in shelves.ResponseStream.ReadAllAsync())
            {
                Assert.Equal("hubs/hub-a/shelves/first", shelf.Name);
            }
        });
    }

    static ApiError Answer(StatusCode code, ErrorReason reason) => ApiError.Of(code, reason, "a message for people",
        new Dictionary<string, string>
        {
            ["scope"] = "themes.read",
            ["state"] = "CLOSED",
            ["allowed_states"] = "OPEN",
        },
        new ResourceInfo { ResourceName = "themes/ratio" },
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)) });

    Task<Google.Rpc.Status> AskAsync(RpcException failure, StatusCode code, ErrorReason reason)
    {
        front.Failure = failure;
        return Refused.WithAsync(code, reason,
            async () => await front.Client.GetThemeAsync(new() { Name = "themes/ratio" }));
    }
}

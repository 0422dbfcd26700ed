using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;

namespace Mastery.Fakes.Serving;

/// <summary>Failures as services of the suite tell them.</summary>
static class FakeError
{
    public static RpcException Of(
        StatusCode code, ErrorReason reason, string message, TimeSpan? retryDelay = null) => Of(
            code, reason, message,
            retryDelay is { } delay ? [new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }] : []);

    public static RpcException NotFound(string name) => Of(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, $"'{name}' was not found.",
        [new ResourceInfo { ResourceName = name }]);

    public static RpcException Invalid(string field, string description) => Of(
        StatusCode.InvalidArgument, ErrorReason.InvalidField, $"{field} {description}",
        [new BadRequest
        {
            FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = description } },
        }]);

    public static RpcException Conflict(string name) => Of(
        StatusCode.Aborted, ErrorReason.Conflict, $"'{name}' has changed since it was read: read it again, then retry.",
        [new ResourceInfo { ResourceName = name }]);

    public static RpcException Precondition(
        ErrorReason reason, string message, string type, IEnumerable<(string Subject, string Description)> violations)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(violations.Select(violation => new PreconditionFailure.Types.Violation
        {
            Type = type,
            Subject = violation.Subject,
            Description = violation.Description,
        }));
        return Of(StatusCode.FailedPrecondition, reason, message, [failure]);
    }

    /// <summary>What the fake does not do; the message says how a test does it.</summary>
    public static RpcException Unimplemented(string what) =>
        new(new(StatusCode.Unimplemented, $"The fake does not have {what}: answer it in the test with Answer."));

    static RpcException Of(StatusCode code, ErrorReason reason, string message, IEnumerable<IMessage> details) =>
        ErrorStatus.Of(code, reason, message, new Dictionary<string, string>(), details).ToRpcException();
}

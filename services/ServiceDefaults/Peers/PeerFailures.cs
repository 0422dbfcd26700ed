using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.ServiceDefaults;

/// <summary>What the failure of a call to another service means to our own caller.</summary>
static class PeerFailures
{
    /// <summary>The exception to throw instead, or null where the answer stands: the service was asked in the caller's
    /// name, so what it refuses is refused to the caller, with the same reason and details.</summary>
    /// <param name="failure">How the call ended.</param>
    /// <param name="service">The service that was called.</param>
    public static Exception? Translate(RpcException failure, string service) => failure.StatusCode switch
    {
        // A limit of ours, or of the way to the service, has passed: the caller may still be waiting.
        StatusCode.Cancelled or StatusCode.DeadlineExceeded => ApiError.Unavailable($"The service '{service}'"),
        StatusCode.Unavailable => ApiError.Unavailable($"The service '{service}'", RetryDelay(failure)),
        StatusCode.Unauthenticated when !HasReason(failure) => ApiError.Unauthenticated(),
        StatusCode.ResourceExhausted when !HasReason(failure) =>
            ApiError.TooMany($"The service '{service}' has reached a limit", seconds: 1),
        // The request that is too large, or that the service does not know, is ours and not the caller's.
        StatusCode.ResourceExhausted when ErrorBody.ReasonOf(failure) == ErrorReason.RequestTooLarge =>
            Broken(failure, service),
        StatusCode.Unimplemented or StatusCode.Unknown or StatusCode.DataLoss => Broken(failure, service),
        _ => HasReason(failure) ? null : Broken(failure, service),
    };

    static bool HasReason(RpcException failure) => ErrorBody.ReasonOf(failure) is not null;

    static TimeSpan? RetryDelay(RpcException failure) =>
        HasReason(failure) ? failure.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan() : null;

    static InvalidOperationException Broken(RpcException failure, string service) =>
        new($"The service '{service}' answered {failure.StatusCode}, which it should never do: {failure.Status.Detail}",
            failure);
}

using Grpc.Core;

namespace Mastery.Participants.Tests;

/// <summary>How a call ended.</summary>
static class Ended
{
    /// <summary>Its status code.</summary>
    public static async Task<StatusCode> WithAsync(Task call) =>
        await Record.ExceptionAsync(() => call) switch
        {
            null => StatusCode.OK,
            RpcException refusal => refusal.StatusCode,
            var other => throw other,
        };
}

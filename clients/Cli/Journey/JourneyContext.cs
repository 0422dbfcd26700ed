using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Clients;

namespace Mastery.Cli.Journey;

/// <summary>The callers, the hub, and the output.</summary>
/// <param name="Operator">The operator's clients, who may write the directory.</param>
/// <param name="Hub">The hub's clients.</param>
/// <param name="HubName">The hub, <c>hubs/*</c>.</param>
/// <param name="Output">Where each call is reported.</param>
/// <param name="Cancellation">Stops it.</param>
public sealed record JourneyContext(
    ApiClients Operator, ApiClients Hub, string HubName, JourneyOutput Output, CancellationToken Cancellation)
{
    /// <summary>The options of every call: the cancellation.</summary>
    public CallOptions Call => new(cancellationToken: Cancellation);

    /// <summary>Stops the run where the suite does not answer as expected.</summary>
    public static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new JourneyException(otherwise);
        }
    }

    /// <summary>Makes a call that must be refused for that reason, and answers the refusal.</summary>
    public static async Task<MasteryError> RefusedAsync<T>(string reason, AsyncUnaryCall<T> call)
    {
        try
        {
            var answer = await call;
            throw new JourneyException($"a call that had to be refused ({reason}) was answered: {answer}");
        }
        catch (RpcException exception)
            when (exception.ToMasteryError() is var error && error.Reason.EndsWith(reason, StringComparison.Ordinal))
        {
            return error;
        }
    }
}

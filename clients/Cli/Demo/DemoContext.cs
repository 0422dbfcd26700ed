using Grpc.Core;
using Mastery.Cli.Connection;

namespace Mastery.Cli.Demo;

/// <summary>The callers, the hub, and the receiver of progress messages.</summary>
/// <param name="Operator">The operator's clients, who may write the directory.</param>
/// <param name="Hub">The hub's clients.</param>
/// <param name="HubName">The hub, <c>hubs/*</c>.</param>
/// <param name="Report">Gets a message for each step.</param>
/// <param name="Cancellation">Stops it.</param>
public sealed record DemoContext(
    ApiClients Operator, ApiClients Hub, string HubName, Action<string> Report, CancellationToken Cancellation)
{
    /// <summary>The options of every call: the cancellation.</summary>
    public CallOptions Call => new(cancellationToken: Cancellation);
}

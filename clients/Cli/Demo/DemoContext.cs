using Grpc.Core;
using Mastery.Cli.Connection;

namespace Mastery.Cli.Demo;

/// <summary>Who calls, for which hub, and who hears how it gets on.</summary>
/// <param name="Operator">The operator's clients, who may write the directory.</param>
/// <param name="Hub">The hub's clients.</param>
/// <param name="HubName">The hub, <c>hubs/*</c>.</param>
/// <param name="Tell">Hears of each step.</param>
/// <param name="Cancellation">Stops it.</param>
public sealed record DemoContext(
    ApiClients Operator, ApiClients Hub, string HubName, Action<string> Tell, CancellationToken Cancellation)
{
    /// <summary>How calls are made: until they are stopped.</summary>
    public CallOptions Call => new(cancellationToken: Cancellation);
}

using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Mastery.Gateway.Health;

/// <summary>YARP's policy of consecutive failures, which also keeps why an address is not ready, and logs each
/// change.</summary>
sealed partial class HealthReasons(IServiceProvider services, ILogger<HealthReasons> log) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "ConsecutiveFailuresWithReasons";

    const string Ready = "";

    readonly ConditionalWeakTable<DestinationState, string> _reasons = [];
    readonly Lazy<IActiveHealthCheckPolicy> _policy = new(() => services.GetServices<IActiveHealthCheckPolicy>()
        .Single(policy => policy.Name == HealthCheckConstants.ActivePolicy.ConsecutiveFailures));

    public string Name => PolicyName;

    /// <summary>Why an address is not ready.</summary>
    public string ReasonOf(DestinationState destination) =>
        _reasons.TryGetValue(destination, out var reason) && reason != Ready ? reason : "has not answered yet";

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        foreach (var result in probingResults)
        {
            var reason = Reason(result);
            if (!_reasons.TryGetValue(result.Destination, out var before) || before != reason)
            {
                _reasons.AddOrUpdate(result.Destination, reason);
                LogChange(cluster.ClusterId, result.Destination.Model.Config.Address,
                    reason == Ready ? "is ready" : reason);
            }
        }

        _policy.Value.ProbingCompleted(cluster, probingResults);
    }

    static string Reason(DestinationProbingResult result) => result switch
    {
        { Response: { IsSuccessStatusCode: true } } => Ready,
        { Response: { } response } => $"answers {(int)response.StatusCode}",
        { Exception: OperationCanceledException } => "does not answer in time",
        _ => "cannot be reached",
    };

    [LoggerMessage(LogLevel.Information, "{Service} at {Address} {State}")]
    partial void LogChange(string service, string address, string state);
}

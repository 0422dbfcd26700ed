using System.Collections.Concurrent;
using Google.Rpc;
using Mastery.Contracts;
using Mastery.Gateway.Errors;
using Mastery.Gateway.Routing;

namespace Mastery.Gateway.Forwarding;

/// <summary>Refuses the calls of a token that a service has said it refuses, for as long as the refusal told the caller
/// to wait: whoever does not wait takes no time of the service, which other callers need.</summary>
sealed class TokenRefusals(TimeProvider time)
{
    const int MostKept = 10_000;

    // A limit may be raised, or a call be counted by another replica.
    static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(1);

    static readonly string[] RestHeaders = ["RateLimit-Policy", "RateLimit"];

    readonly ConcurrentDictionary<(string Token, ForwardedCall Call), Refusal> _kept = new();

    /// <summary>The refusal of a request's token for its method; null where none is in force.</summary>
    public ErrorAnswer? Find(HttpContext context)
    {
        if (KeyOf(context) is not { } key || !_kept.TryGetValue(key, out var refusal))
        {
            return null;
        }

        if (time.GetUtcNow() < refusal.End)
        {
            return refusal.Answer;
        }

        _kept.TryRemove(KeyValuePair.Create(key, refusal));
        return null;
    }

    /// <summary>Keeps the refusal that a service has answered with, if it has.</summary>
    public void Keep(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (!headers.Remove(ErrorStatus.RefusalHeader, out var word) || word is not [{ } encoded]
            || ErrorStatus.Decoded(encoded) is not { } status
            || status.GetDetail<RetryInfo>() is not { RetryDelay: { } delay } || KeyOf(context) is not { } key)
        {
            return;
        }

        // Bounded bluntly: without what is kept, services refuse by themselves.
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var answer = new ErrorAnswer(
            ErrorStatus.HttpStatus((Grpc.Core.StatusCode)status.Code), status,
            RestHeaders.Where(headers.ContainsKey).ToDictionary(name => name, name => headers[name].ToString()));
        var wait = delay.ToTimeSpan();
        _kept[key] = new(answer, time.GetUtcNow() + (wait < LongestTime ? wait : LongestTime));
    }

    static (string Token, ForwardedCall Call)? KeyOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } token]
        && context.GetEndpoint()?.Metadata.GetMetadata<ForwardedCall>() is { } call
            ? (token, call)
            : null;

    sealed record Refusal(ErrorAnswer Answer, DateTimeOffset End);
}

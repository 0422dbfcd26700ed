using System.Diagnostics.Metrics;
using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.ServiceDefaults;

/// <summary>Who got a token or did not, and which calls were refused: entries of one category whose ids stay, for who
/// watches over an installation. They have ids of clients, methods and words of our own, and of what a caller wrote
/// only what cannot be taken for anything else. Each source, and each event, has so many entries a minute; what is left
/// out is said in one entry more. The metric <c>mastery.access.events</c> counts all.</summary>
public sealed partial class SecurityLog : IDisposable
{
    /// <summary>The category of the entries.</summary>
    public const string Category = "Mastery.Security";

    /// <summary>Stands for a client that nobody knows: what was sent in place of its id may be anything.</summary>
    public const string Unknown = "unknown";

    /// <summary>Why a call is refused whose token was valid once.</summary>
    internal const string TokenVoid = "token_void";

    const int LongestText = 100;
    const int LongestHub = 63;

    readonly ILogger _log;
    readonly SecurityQuota _quota = new();
    readonly Counter<long> _events;
    readonly ITimer _minute;

    /// <summary>Makes the log.</summary>
    public SecurityLog(ILoggerFactory logs, IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(time);
        _log = logs.CreateLogger(Category);
        _events = meters.Create(RevocationPolling.Meter).CreateCounter<long>(
            "mastery.access.events", unit: "{event}", description: "Tokens given and refused, and calls refused.");
        _minute = time.CreateTimer(_ => SayWhatWasLeftOut(), null, SecurityQuota.Window, SecurityQuota.Window);
    }

    /// <summary>A token was given.</summary>
    /// <param name="client">The API client, or the grant of a person.</param>
    /// <param name="grantType">How it was asked for.</param>
    /// <param name="address">From where.</param>
    public void TokenGiven(string client, string grantType, IPAddress? address)
    {
        if (Takes("TokenGiven", "", client))
        {
            LogTokenGiven(Text(client), grantType, address);
        }
    }

    /// <summary>A request got no token.</summary>
    /// <param name="client">The API client; <see cref="Unknown"/> where there is none of the id.</param>
    /// <param name="grantType">How it was asked for.</param>
    /// <param name="reason">Why, in one word that stays.</param>
    /// <param name="address">From where.</param>
    public void TokenRefused(string client, string grantType, string reason, IPAddress? address)
    {
        if (Takes("TokenRefused", reason, $"{client} {address}"))
        {
            LogTokenRefused(Text(client), grantType, reason, address);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _minute.Dispose();
        SayWhatWasLeftOut();
    }

    /// <summary>A call had no token that counts.</summary>
    internal void Unauthenticated(string method, string reason, IPAddress? address)
    {
        if (Takes("Unauthenticated", reason, $"{address}"))
        {
            LogUnauthenticated(method, reason, address);
        }
    }

    /// <summary>An error is answered: notes it where it refuses the call to who calls.</summary>
    internal void Refused(CallScope call, ApiError? error)
    {
        if (error is { Code: StatusCode.Unauthenticated })
        {
            Unauthenticated(call.Method, TokenVoid, call.Address);
        }
        else if (error is { Code: StatusCode.PermissionDenied })
        {
            var reason = error.Metadata.TryGetValue("scope", out var scope) ? "scope_missing"
                : call.Bound is null ? "rights_exceeded" : "bound";
            if (Takes("PermissionDenied", reason, call.Actor))
            {
                LogPermissionDenied(Text(call.Actor), call.Method, reason, scope, call.Address);
            }
        }
    }

    /// <summary>A call names a hub that its token is not for.</summary>
    internal void OtherHub(CallScope call, string hub)
    {
        if (Takes("OtherHub", "", call.Actor))
        {
            LogOtherHub(Text(call.Actor), call.Method, IsId(hub) ? hub : "no id", call.Address);
        }
    }

    bool Takes(string name, string reason, string source)
    {
        _events.Add(1, new("event", name), new KeyValuePair<string, object?>("reason", reason));
        return _quota.Takes(name, source);
    }

    void SayWhatWasLeftOut()
    {
        foreach (var (name, count) in _quota.Turn())
        {
            LogLeftOut(count, name);
        }
    }

    /// <summary>What an issuer said of who calls, in one line that ends.</summary>
    static string Text(string text) => string.Create(Math.Min(text.Length, LongestText), text, (target, from) =>
    {
        for (var index = 0; index < target.Length; index++)
        {
            target[index] = from[index] is > ' ' and < '\x7f' ? from[index] : '?';
        }
    });

    static bool IsId(string hub) => hub.Length is > 0 and <= LongestHub
        && hub.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    [LoggerMessage(1, LogLevel.Information, "Client {Client} got a token by {GrantType}, from {Address}",
        EventName = "TokenGiven")]
    partial void LogTokenGiven(string client, string grantType, IPAddress? address);

    [LoggerMessage(2, LogLevel.Warning, "Client {Client} got no token by {GrantType}: {Reason}, from {Address}",
        EventName = "TokenRefused")]
    partial void LogTokenRefused(string client, string grantType, string reason, IPAddress? address);

    [LoggerMessage(3, LogLevel.Warning, "{Method} was called without a token that counts: {Reason}, from {Address}",
        EventName = "Unauthenticated")]
    partial void LogUnauthenticated(string method, string reason, IPAddress? address);

    [LoggerMessage(4, LogLevel.Warning, "{Method} was refused to client {Client}: {Reason} {Scope}, from {Address}",
        EventName = "PermissionDenied")]
    partial void LogPermissionDenied(
        string client, string method, string reason, string? scope, IPAddress? address);

    [LoggerMessage(5, LogLevel.Warning, "{Method} was refused to client {Client}: its token is not for the hub "
        + "{OtherHub}, from {Address}", EventName = "OtherHub")]
    partial void LogOtherHub(string client, string method, string otherHub, IPAddress? address);

    [LoggerMessage(6, LogLevel.Warning, "{Count} more events {LeftOut} of the last minute were left out",
        EventName = "LeftOut")]
    partial void LogLeftOut(int count, string leftOut);
}

using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.ServiceDefaults;

/// <summary>A refusal or failure that callers are told of, as one row of the error catalogue says it. Services name
/// their own on top of these factories.</summary>
public sealed partial class ApiError : Exception
{
    const int LongestName = 500;
    const int MostViolations = 20;
    const string WithRequestId = " with the same request_id";

    ApiError(StatusCode code, ErrorReason reason, string message, params IEnumerable<IMessage> details) : base(message)
    {
        Code = code;
        Reason = reason;
        Details = [.. details];
    }

    /// <summary>The canonical code.</summary>
    public StatusCode Code { get; }

    /// <summary>The entry of the error catalogue.</summary>
    public ErrorReason Reason { get; }

    /// <summary>The values of <c>ErrorInfo.metadata</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>The fitting details, without the <c>ErrorInfo</c> that every error carries.</summary>
    public IReadOnlyList<IMessage> Details { get; }

    /// <summary>NOT_FOUND: the resource does not exist, or the caller may not know of it.</summary>
    /// <param name="type">The resource type, for example <c>mastery.services/Plan</c>.</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="message">Why, for people; when left out, that it was not found.</param>
    public static ApiError NotFound(string type, string name, string? message = null) => new(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, message ?? $"'{Shown(name)}' was not found.",
        Info(type, name));

    /// <summary>NOT_FOUND: some of several resources do not exist, or the caller may not know of them.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="names">The names that were not found.</param>
    public static ApiError NotFound(string type, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var shown = string.Join(", ", names.Take(3).Select(name => $"'{Shown(name)}'"));
        var rest = names.Count switch
        {
            1 => " was",
            <= 3 => " were",
            var count => $" and {count - 3} more were",
        };
        return new(StatusCode.NotFound, ErrorReason.ResourceNotFound, $"{shown}{rest} not found.",
            names.Take(MostViolations).Select(name => Info(type, name)));
    }

    /// <summary>ALREADY_EXISTS: a resource with this name or natural key exists.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="name">The name that was to be created.</param>
    /// <param name="message">What to do, for people; when left out, that it exists.</param>
    public static ApiError AlreadyExists(string type, string name, string? message = null) =>
        new(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            message ?? $"'{Shown(name)}', or another with the same key, exists.", Info(type, name));

    /// <summary>INVALID_ARGUMENT about one field.</summary>
    /// <param name="field">The field's path in the request, for example <c>participant.email</c>.</param>
    /// <param name="description">What the field must be. Never repeats a personal value.</param>
    public static ApiError Invalid(string field, string description) => Invalid([(field, description)]);

    /// <summary>INVALID_ARGUMENT about several fields at once.</summary>
    public static ApiError Invalid(IEnumerable<(string Field, string Description)> violations) =>
        OfFields(ErrorReason.InvalidField, [.. violations]);

    /// <summary>FAILED_PRECONDITION: the state of the system does not allow the call.</summary>
    /// <param name="reason">The entry of the catalogue.</param>
    /// <param name="type">The kind of the condition, for example <c>STATE</c>.</param>
    /// <param name="subject">What it is about: a resource name.</param>
    /// <param name="description">What must be done first.</param>
    /// <param name="metadata">The metadata that the catalogue promises for the reason.</param>
    public static ApiError Precondition(ErrorReason reason, string type, string subject, string description,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        Precondition(reason, description, [(type, subject, description)], metadata);

    /// <summary>FAILED_PRECONDITION with several violations.</summary>
    public static ApiError Precondition(ErrorReason reason, string message,
        IEnumerable<(string Type, string Subject, string Description)> violations,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var failure = new PreconditionFailure();
        failure.Violations.AddRange(violations.Take(MostViolations)
            .Select(violation => new PreconditionFailure.Types.Violation
            {
                Type = violation.Type,
                Subject = violation.Subject,
                Description = violation.Description,
            }));
        return Of(StatusCode.FailedPrecondition, reason, message, metadata, failure);
    }

    /// <summary>FAILED_PRECONDITION: the resource's state does not allow the method.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="state">The state it is in.</param>
    /// <param name="allowed">The states that allow the method.</param>
    /// <param name="remedy">What to call instead or first, as the end of a sentence.</param>
    public static ApiError WrongState(string name, string state, IReadOnlyList<string> allowed, string remedy) =>
        Precondition(ErrorReason.WrongState, "STATE", name,
            $"'{Shown(name)}' is {state} and must be {Alternatives(allowed)}: {remedy}.",
            new Dictionary<string, string>
            {
                ["state"] = state,
                ["allowed_states"] = string.Join(',', allowed),
            });

    /// <summary>The same for states of the contract.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="state">The state it is in.</param>
    /// <param name="allowed">The states that allow the method.</param>
    /// <param name="remedy">What to call instead or first, as the end of a sentence.</param>
    public static ApiError WrongState<T>(string name, T state, ReadOnlySpan<T> allowed, string remedy)
        where T : struct, System.Enum =>
        WrongState(name, Enums.Text(state), [.. allowed.ToArray().Select(Enums.Text)], remedy);

    /// <summary>ABORTED: the etag is stale, or two writes met.</summary>
    public static ApiError Conflict(string type, string name) =>
        new(StatusCode.Aborted, ErrorReason.Conflict,
            $"'{Shown(name)}' has changed since it was read: read it again, then retry.", Info(type, name));

    /// <summary>PERMISSION_DENIED: the token is bound to a school or a trust, and the call reaches beyond.</summary>
    public static ApiError Bound() => new(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
        "The token is for one school or trust only, and this is not: use one for the hub.");

    /// <summary>PERMISSION_DENIED: the token lacks <paramref name="scope"/>.</summary>
    public static ApiError PermissionDenied(string scope) =>
        new(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            $"The token lacks the scope '{scope}': ask for one that carries it.")
        {
            Metadata = new Dictionary<string, string> { ["scope"] = scope },
        };

    /// <summary>UNAVAILABLE: <paramref name="what"/> cannot be reached just now; the call may be retried.</summary>
    /// <param name="what">What cannot be reached.</param>
    /// <param name="retryDelay">When to try again; a second when left out.</param>
    public static ApiError Unavailable(string what, TimeSpan? retryDelay = null) =>
        new(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
            $"{what} cannot be reached: retry{WithRequestId}.",
            RetryAfter(retryDelay ?? TimeSpan.FromSeconds(1)));

    /// <summary>RESOURCE_EXHAUSTED: a limit on calls is reached.</summary>
    /// <param name="what">Which limit.</param>
    /// <param name="seconds">When to try again.</param>
    public static ApiError TooMany(string what, int seconds) =>
        new(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, $"{what}: try again in {seconds} s.",
            RetryAfter(seconds));

    /// <summary>RESOURCE_EXHAUSTED: a limit on the rate of calls is reached.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="what">What came too often.</param>
    /// <param name="retryDelay">When to try again.</param>
    public static ApiError TooMany(RateLimit limit, string what, TimeSpan retryDelay)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return new(StatusCode.ResourceExhausted, ErrorReason.TooManyRequests,
            $"{what}: try again in {Math.Ceiling(retryDelay.TotalSeconds)} s.", RetryAfter(retryDelay))
        {
            Metadata = limit.ToMetadata(),
        };
    }

    /// <summary>Any other entry of the catalogue, for an error that the factories above do not make.</summary>
    public static ApiError Of(StatusCode code, ErrorReason reason, string message,
        IReadOnlyDictionary<string, string>? metadata = null, params IEnumerable<IMessage> details) =>
        new(code, reason, message, details) { Metadata = metadata ?? new Dictionary<string, string>() };

    /// <summary>What a failure of the database means to a caller who called no RPC; null for another one.</summary>
    public static ApiError? OfDatabase(Exception exception) =>
        exception as ApiError ?? PostgresErrors.Classify(exception, cancelled: false);

    /// <summary>The same for the caller of a read, which has no request_id to repeat.</summary>
    internal ApiError ForRead() => Message.Contains(WithRequestId, StringComparison.Ordinal)
        ? new(Code, Reason, Message.Replace(WithRequestId, "", StringComparison.Ordinal), Details)
        {
            Metadata = Metadata,
        }
        : this;

    internal static ApiError Malformed(string description) =>
        new(StatusCode.InvalidArgument, ErrorReason.MalformedRequest, description, new BadRequest());

    /// <summary>INVALID_ARGUMENT: fields or parameters that are none, or whose values are of another type.</summary>
    internal static ApiError Malformed(IReadOnlyList<(string Field, string Description)> violations) =>
        OfFields(ErrorReason.MalformedRequest, violations);

    internal static ApiError RequestIdReused() => new(StatusCode.InvalidArgument, ErrorReason.RequestIdReused,
        "The request_id was already used for another request: send a new one.",
        new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "request_id", Description = "was used" },
            },
        });

    internal static ApiError DeadlineExceeded() => new(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
        "The call's deadline passed before the answer was ready.");

    internal static ApiError Unauthenticated() => new(StatusCode.Unauthenticated, ErrorReason.TokenInvalid,
        "A valid bearer token is needed: it is missing, expired, not for this audience, or of no known issuer.");

    internal static ApiError TokenVoid() => new(StatusCode.Unauthenticated, ErrorReason.TokenInvalid,
        "The token is void: its client was revoked, or changed after it was given. Get a new one, and where that is "
        + "refused, ask who manages the client.");

    internal static ApiError TooLarge(long limit) =>
        new(StatusCode.ResourceExhausted, ErrorReason.RequestTooLarge, $"The request is larger than {limit} bytes.")
        {
            Metadata = new Dictionary<string, string>
            {
                ["limit_bytes"] = limit.ToString(CultureInfo.InvariantCulture),
            },
        };

    internal static ApiError Cancelled() =>
        new(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller cancelled the call.");

    internal static ApiError StreamTooSlow(StreamOptions limits) =>
        new(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
            $"The stream was too slow: send each message within {limits.IdleTimeout.TotalSeconds:0.#} s, and at least "
            + $"{limits.MinBytesPerSecond} bytes a second.");

    internal static ApiError Internal(string traceId) =>
        new(StatusCode.Internal, ErrorReason.Internal,
            "The service failed in a way it did not expect: report the trace_id.")
        {
            Metadata = new Dictionary<string, string> { ["trace_id"] = traceId },
        };

    static ApiError OfFields(ErrorReason reason, IReadOnlyList<(string Field, string Description)> violations)
    {
        var request = new BadRequest();
        request.FieldViolations.AddRange(violations.Take(MostViolations).Select(violation =>
            new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description }));
        var shown = string.Join("; ", violations.Take(3).Select(violation =>
            $"{violation.Field}: {violation.Description}"));
        var more = violations.Count > 3 ? $" and {violations.Count - 3} more" : "";
        return new(StatusCode.InvalidArgument, reason, shown + more, request);
    }

    static string Alternatives(IReadOnlyList<string> texts) => texts.Count < 2
        ? string.Concat(texts)
        : $"{string.Join(", ", texts.SkipLast(1))} or {texts[^1]}";

    static ResourceInfo Info(string type, string name) => new() { ResourceType = type, ResourceName = Shown(name) };

    /// <summary>A name as long as names are: one that was not checked yet could fill a trailer.</summary>
    static string Shown(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";

    static RetryInfo RetryAfter(int seconds) => RetryAfter(TimeSpan.FromSeconds(seconds));

    static RetryInfo RetryAfter(TimeSpan delay) => new() { RetryDelay = Duration.FromTimeSpan(delay) };
}

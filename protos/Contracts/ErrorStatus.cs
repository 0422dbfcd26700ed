using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Enum = System.Enum;

namespace Mastery.Contracts;

/// <summary>
/// The error body: a <c>google.rpc.Status</c> that carries an <c>ErrorInfo</c>, as trailers for gRPC and as JSON for
/// REST. It is always small enough for clients that accept 8 KiB of headers.
/// </summary>
public static class ErrorStatus
{
    /// <summary>The trailer that holds the whole status.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The header by which a service tells the gateway that it refuses every call of this method with this
    /// token for as long as its <c>RetryInfo</c> says. It holds the whole status, as the trailer does. The gateway then
    /// answers such calls itself; it passes the header on to nobody.</summary>
    public const string RefusalHeader = "mastery-refusal";

    /// <summary>The <c>domain</c> of every <c>ErrorInfo</c> of the suite.</summary>
    public const string Domain = "mastery-services";

    const string Prefix = "ERROR_REASON_";
    const int LongestMessage = 1_200;
    const int LongestText = 400;
    const int LargestStatus = 4_500;

    /// <summary>The detail types, which the JSON form needs to know by name.</summary>
    public static TypeRegistry Types { get; } = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    // Names and quotation marks stay readable; the body is data, never part of a page.
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));

    static readonly FrozenDictionary<ErrorReason, string> Reasons = Enum.GetValues<ErrorReason>().ToFrozenDictionary(
        reason => reason,
        reason => ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name[Prefix.Length..]);

    /// <summary>Makes the status of an error. Long texts are cut, and details that do not fit are left out.</summary>
    /// <param name="code">The canonical code.</param>
    /// <param name="reason">The entry of the error catalogue.</param>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="metadata">The values that the reason's comment in the contract lists.</param>
    /// <param name="details">The details beside the <c>ErrorInfo</c>; an empty one is left out.</param>
    public static Google.Rpc.Status Of(
        StatusCode code,
        ErrorReason reason,
        string message,
        IReadOnlyDictionary<string, string> metadata,
        IEnumerable<IMessage> details)
    {
        var info = new ErrorInfo { Reason = Reasons[reason], Domain = Domain };
        info.Metadata.Add(metadata.ToDictionary(
            value => value.Key, value => BoundedText.Cut(value.Value, LongestText)));
        var status = new Google.Rpc.Status
        {
            Code = (int)code,
            Message = BoundedText.CutEncoded(message, LongestMessage),
            Details = { Any.Pack(info) },
        };
        foreach (var detail in details)
        {
            var bounded = BoundedText.Of(detail, LongestText, LargestStatus - status.CalculateSize());
            if (bounded.CalculateSize() > 0)
            {
                status.Details.Add(Any.Pack(bounded));
            }
        }

        return status;
    }

    /// <summary>The reason that a service of the suite gave for an error; null where the error is not from a service of
    /// the suite.</summary>
    public static ErrorReason? ReasonOf(Google.Rpc.Status? status) =>
        status?.GetDetail<ErrorInfo>() is { Domain: Domain } info
            ? Reasons.Where(reason => reason.Value == info.Reason).Select(reason => reason.Key).FirstOrDefault()
            : null;

    /// <summary>The error as REST callers get it: <c>{"code", "status", "message", "details"}</c>, where
    /// <c>status</c> is the name of <c>code</c>, or an RFC 9457 problem for callers that accept one.</summary>
    /// <param name="status">The error.</param>
    /// <param name="httpStatus">The HTTP status that it is answered with.</param>
    /// <param name="accept">The request's <c>Accept</c> header.</param>
    /// <returns>The media type and the body.</returns>
    public static (string MediaType, string Body) ToBody(Google.Rpc.Status status, int httpStatus, string? accept)
    {
        var json = JsonNode.Parse(Json.Format(status))!.AsObject();
        return accept?.Contains(ErrorProblem.MediaType, StringComparison.OrdinalIgnoreCase) ?? false
            ? (ErrorProblem.MediaType, ErrorProblem.Of(status, httpStatus, json["details"]).ToJsonString(Relaxed))
            : ("application/json", new JsonObject
            {
                ["code"] = status.Code,
                ["status"] = CodeName(status),
                ["message"] = status.Message,
                ["details"] = json["details"]?.DeepClone() ?? new JsonArray(),
            }.ToJsonString(Relaxed));
    }

    /// <summary>The name of the canonical code, for example <c>INVALID_ARGUMENT</c>.</summary>
    internal static string CodeName(Google.Rpc.Status status) =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(((StatusCode)status.Code).ToString());

    /// <summary>The status as gRPC callers get it: the trailers, or headers of an answer that has nothing
    /// else.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToTrailers(Google.Rpc.Status status) =>
    [
        new("grpc-status", status.Code.ToString(CultureInfo.InvariantCulture)),
        new("grpc-message", BoundedText.Encode(status.Message)),
        new(DetailsTrailer, Encoded(status)),
    ];

    /// <summary>The status in one word, as it is sent in headers.</summary>
    public static string Encoded(Google.Rpc.Status status) =>
        Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');

    /// <summary>What <see cref="Encoded"/> has made; null for anything else.</summary>
    public static Google.Rpc.Status? Decoded(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(
                Convert.FromBase64String(word.PadRight((word.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The HTTP status for a canonical code.</summary>
    public static int HttpStatus(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.NotFound => 404,
        StatusCode.AlreadyExists or StatusCode.Aborted => 409,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Unimplemented => 501,
        StatusCode.Unavailable => 503,
        StatusCode.DeadlineExceeded => 504,
        _ => 500,
    };
}

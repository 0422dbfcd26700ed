using System.Diagnostics;

namespace Mastery.Gateway.Errors;

/// <summary>The trace that a request belongs to, the same here, in the services' logs and in the answer's
/// X-Request-Id.</summary>
static class RequestIdentity
{
    const string TraceParent = "traceparent";
    const string RequestId = "X-Request-Id";
    const int TraceParentLength = 55;
    const int LongestRequestId = 64;

    /// <summary>The request's trace id: telemetry's, the caller's, or a new one, which then goes on to the
    /// service.</summary>
    public static string Of(HttpContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return activity.TraceId.ToHexString();
        }

        if (context.Request.Headers[TraceParent] is [{ Length: TraceParentLength } parent]
            && ActivityContext.TryParse(parent, null, out _))
        {
            return parent.Substring(3, 32);
        }

        var trace = ActivityTraceId.CreateRandom().ToHexString();
        context.Request.Headers[TraceParent] = $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-00";
        return trace;
    }

    /// <summary>Says the id in the answer: the caller's own X-Request-Id where it is a plain word, else the trace
    /// id.</summary>
    public static void Apply(HttpContext context) =>
        context.Response.Headers[RequestId] = context.Request.Headers[RequestId] is [{ } own] && IsPlain(own)
            ? own
            : Of(context);

    /// <summary>Whether the answer says it already.</summary>
    public static bool IsApplied(HttpContext context) => context.Response.Headers.ContainsKey(RequestId);

    static bool IsPlain(string value) => value.Length is > 0 and <= LongestRequestId
        && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}

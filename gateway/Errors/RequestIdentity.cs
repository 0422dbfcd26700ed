using System.Diagnostics;

namespace Mastery.Gateway.Errors;

/// <summary>The trace that a request belongs to; the same id is in the services' logs and in the response's
/// X-Request-Id.</summary>
static class RequestIdentity
{
    const string TraceParent = "traceparent";
    const string RequestId = "X-Request-Id";
    const int TraceParentLength = 55;
    const int LongestRequestId = 64;

    /// <summary>The request's trace id: telemetry's, the caller's, or a new one, which is then sent to the
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

    /// <summary>Sets X-Request-Id in the response: the caller's own if it is a plain word, else the trace id.</summary>
    public static void Apply(HttpContext context) =>
        context.Response.Headers[RequestId] = context.Request.Headers[RequestId] is [{ } own] && IsPlain(own)
            ? own
            : Of(context);

    /// <summary>Whether the response has it already.</summary>
    public static bool IsApplied(HttpContext context) => context.Response.Headers.ContainsKey(RequestId);

    static bool IsPlain(string value) => value.Length is > 0 and <= LongestRequestId
        && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}

using System.Diagnostics;
using Mastery.Gateway.Errors;

namespace Mastery.Gateway.Forwarding;

/// <summary>What a service learns of a call beside what the caller sent: its trace, and the address that it came
/// from.</summary>
static class CallHeaders
{
    public static void Apply(HttpContext context)
    {
        RequestIdentity.Of(context);
        var headers = context.Request.Headers;
        if (Activity.Current?.Id is { } id)
        {
            headers.TraceParent = id;
        }

        // The caller's own words about this are not to be trusted; those of a trusted proxy are applied by now.
        headers.Remove("Forwarded");
        headers.Remove("X-Forwarded-Host");
        headers.Remove("X-Forwarded-Prefix");
        headers.Remove("X-Forwarded-Proto");
        headers["X-Forwarded-For"] = context.Connection.RemoteIpAddress?.ToString();
    }
}

using Mastery.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Mastery.Gateway.Forwarding;

/// <summary>Which calls that failed may be sent again.</summary>
static class CallFailures
{
    // RFC 9113, section 7: the service has not looked at the call.
    const long RefusedStream = 7;

    public static bool MayRepeat(HttpContext context, IForwarderErrorFeature failure) =>
        failure is { Error: ForwarderError.Request, Exception: HttpRequestException cause }
        && !context.RequestAborted.IsCancellationRequested
        && (WasNotSent(cause) || (ForwardedCall.Of(context) is { IsStreaming: false } call
            && (call.Reads(context.Request) || WasRefused(cause))));

    static bool WasNotSent(HttpRequestException failure) => failure.HttpRequestError
        is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError;

    static bool WasRefused(HttpRequestException failure) =>
        failure.InnerException is HttpProtocolException { ErrorCode: RefusedStream };
}

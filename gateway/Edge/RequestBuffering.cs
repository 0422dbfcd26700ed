using Mastery.Gateway.Forwarding;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Reads the whole body of an HTTP/1.1 call, up to the limit, before it is forwarded. A service may answer before it
/// has read the request; the connection, on which the rest of that request still arrives, could not be used for the
/// next one.
/// </summary>
static class RequestBuffering
{
    /// <returns>False when the call is already answered: its body is too large, or its caller has
    /// disconnected.</returns>
    public static async Task<bool> TryBufferAsync(HttpContext context, EdgeLimits limits)
    {
        if (!HttpProtocol.IsHttp11(context.Request.Protocol) || !CallForwarder.HasBody(context))
        {
            return true;
        }

        var whole = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        try
        {
            await context.Request.Body.CopyToAsync(whole, context.RequestAborted);
        }
        catch (Exception exception) when (RequestSizeLimit.IsCause(exception))
        {
            await RequestSizeLimit.RefuseAsync(context, limits.BodyBytes);
            return false;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            context.Abort();
            return false;
        }

        whole.Position = 0;
        context.Request.Body = whole;
        return true;
    }
}

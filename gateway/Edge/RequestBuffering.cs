using Mastery.Gateway.Forwarding;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Takes in the whole body of an HTTP/1.1 call, bounded by the limit, before it is forwarded. A service may answer
/// before it has read the request; a connection on which that request is then still coming in cannot carry the next
/// one.
/// </summary>
static class RequestBuffering
{
    /// <returns>False when the call has been dealt with: its body is too large, or its caller has gone.</returns>
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

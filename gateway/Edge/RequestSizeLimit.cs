using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Refuses bodies over the limit, and goes on reading for a while what the caller sends: if the connection were closed
/// while the caller still writes, the answer would be lost.
/// </summary>
static class RequestSizeLimit
{
    static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the body may be read; reading a body of unknown length stops at the limit.</summary>
    public static bool Allows(HttpContext context, long limit)
    {
        if (context.Request.ContentLength is { } length)
        {
            return length <= limit;
        }

        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Request.Headers.TransferEncoding.Count > 0)
        {
            RemoveLimit(context);
            context.Request.Body = new LimitedBody(context.Request.Body, limit);
        }

        return true;
    }

    /// <summary>Whether a call failed because its body exceeded the limit while it was read.</summary>
    public static bool IsCause(Exception? exception) => exception switch
    {
        BadHttpRequestException refusal => refusal.StatusCode == StatusCodes.Status413PayloadTooLarge,
        AggregateException several => several.InnerExceptions.Any(IsCause),
        { InnerException: { } inner } => IsCause(inner),
        _ => false,
    };

    public static async Task RefuseAsync(HttpContext context, long limit)
    {
        RemoveLimit(context);
        var body = context.Request.Body is LimitedBody limited ? limited.Inner : context.Request.Body;
        await context.AnswerAsync(GatewayError.TooLarge(limit));
        await context.Response.CompleteAsync();

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(DrainTimeout);
        try
        {
            await body.CopyToAsync(Stream.Null, timeout.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has its answer, is too slow, or has disconnected.
        }
    }

    static void RemoveLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }
}

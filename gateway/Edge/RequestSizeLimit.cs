using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Refuses bodies over the limit, and goes on taking in for a while what the caller is sending: an answer to a
/// connection that is cut while the other side still writes is lost.
/// </summary>
static class RequestSizeLimit
{
    static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether the body may be read; one that does not say its length is cut off when it turns out too
    /// large.</summary>
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

    /// <summary>Whether a call failed because its body went over the limit on the way.</summary>
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
        var body = context.Request.Body is LimitedBody limited ? limited.Whole : context.Request.Body;
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
            // The caller has its answer, or is too slow or gone.
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

using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Refuses a body that says itself that it is too large, and takes in what the caller is already sending: an answer to a
/// connection that is cut while the other side still writes is lost.
/// </summary>
static class OversizedBody
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RefuseAsync(HttpContext context, long limit)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        await context.AnswerAsync(GatewayError.TooLarge(limit));
        await context.Response.CompleteAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has its answer, or is too slow or gone.
        }
    }
}

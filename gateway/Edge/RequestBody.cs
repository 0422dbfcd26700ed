using System.Buffers;
using Mastery.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Mastery.Gateway.Edge;

/// <summary>
/// Reads the whole body of a unary call before it is forwarded, up to the limit: the call can then be sent to another
/// address, and the caller's connection is free for the next request whenever the service answers.
/// </summary>
static class RequestBody
{
    const int PartBytes = 16 * 1024;

    static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether a request has a body.</summary>
    public static bool IsSent(HttpContext context) =>
        context.Request.ContentLength is > 0 || (context.Request.ContentLength is null
            && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true
            && context.Request.ContentType is not null);

    /// <summary>Reads it as it arrives: the announced length alone takes no memory.</summary>
    /// <returns>False when the call is already answered: its body is too large, or its caller has
    /// disconnected.</returns>
    public static async ValueTask<bool> TryReadAsync(HttpContext context, long limit)
    {
        if (!IsSent(context))
        {
            return true;
        }

        // The limit is applied here: the server's own would also stop what is read on after a refusal.
        RemoveSizeLimit(context);
        var whole = new MemoryStream();
        try
        {
            if (context.Request.ContentLength > limit || !await TryCopyAsync(context, whole, limit))
            {
                await RefuseAsync(context, limit);
                return false;
            }
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await RefuseAsync(context, limit);
            return false;
        }
        catch (Exception exception) when (IsNotInItsEncoding(exception))
        {
            await context.AnswerAsync(GatewayError.NotInItsEncoding());
            return false;
        }
        catch (Exception exception) when (exception is (IOException and not BadHttpRequestException)
            or OperationCanceledException)
        {
            context.Abort();
            return false;
        }

        whole.Position = 0;
        context.Request.Body = whole;
        return true;
    }

    /// <summary>Whether a body could not be read because it is not in the encoding that its request names.</summary>
    public static bool IsNotInItsEncoding(Exception? failure) => failure switch
    {
        // The second is what .NET throws for Brotli.
        InvalidDataException or InvalidOperationException => true,
        AggregateException several => several.InnerExceptions.Any(IsNotInItsEncoding),
        _ => false,
    };

    /// <summary>Lets a stream be as long and as slow as its caller needs.</summary>
    public static void RemoveLimits(HttpContext context)
    {
        RemoveSizeLimit(context);
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    static async ValueTask<bool> TryCopyAsync(HttpContext context, MemoryStream whole, long limit)
    {
        var part = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            for (int count; (count = await context.Request.Body.ReadAsync(part, context.RequestAborted)) > 0;)
            {
                if (whole.Length + count > limit)
                {
                    return false;
                }

                whole.Write(part, 0, count);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    // Goes on reading for a while what the caller sends: if the connection were closed while the caller still writes,
    // the answer would be lost.
    static async Task RefuseAsync(HttpContext context, long limit)
    {
        await context.AnswerAsync(GatewayError.TooLarge(limit));
        await context.Response.CompleteAsync();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(DrainTimeout);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, timeout.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has its answer, is too slow, or has disconnected.
        }
    }

    static void RemoveSizeLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }
}

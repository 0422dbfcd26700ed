using Mastery.Gateway.Errors;

namespace Mastery.Gateway.Edge;

/// <summary>Adds the error body to error responses that have none, and to unhandled exceptions.</summary>
sealed partial class ErrorBodyStartupFilter(ILogger<ErrorBodyStartupFilter> log) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => context => AnswerAsync(context, following));
        next(app);
    };

    async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await context.AnswerAsync(GatewayError.OfStatus(context));
            }
        }
        catch (BadHttpRequestException refusal)
        {
            await context.AnswerAsync(GatewayError.Malformed(refusal.StatusCode, refusal.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected: no answer is needed, and this is not an error.
        }
        catch (Exception exception)
        {
            var trace = RequestIdentity.Of(context);
            LogUnexpected(exception, context.Request.Method, context.Request.Path, trace);
            await context.AnswerAsync(GatewayError.Unexpected(trace));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    partial void LogUnexpected(Exception exception, string method, string path, string traceId);
}

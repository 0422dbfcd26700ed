using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;
using Mastery.Gateway.Routing;

namespace Mastery.Gateway.Forwarding;

/// <summary>Refuses what a route does not take and what its service refuses to the token just now, reads the body of a
/// unary call, and sets the headers that the service needs to know of the caller.</summary>
sealed class CallChecks(RequestDelegate next, EdgeLimits limits, TokenRefusals refusals)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var call = ForwardedCall.Of(context);
        if (call.Refusal(context) is { } refusal)
        {
            await context.AnswerAsync(refusal);
            return;
        }

        if (refusals.Find(context) is { } kept)
        {
            await context.AnswerAsync(kept);
            return;
        }

        if (call.IsStreaming)
        {
            RequestBody.RemoveLimits(context);
        }
        else if (!await RequestBody.TryReadAsync(context, limits.BodyBytes))
        {
            return;
        }

        CallHeaders.Apply(context);
        await next(context);
    }
}

using Mastery.Gateway.Edge;
using Mastery.Gateway.Errors;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Mastery.Gateway.Forwarding;

/// <summary>The transforms of every route: the body from memory to the service, and the suite's headers in its
/// response.</summary>
sealed class CallTransforms(TokenRefusals refusals) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // The routes are made from the contracts.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // Nothing here depends on a cluster.
    }

    public void Apply(TransformBuilderContext context)
    {
        // CallHeaders sets them.
        context.UseDefaultForwarders = false;
        context.AddRequestTransform(ToService);
        context.AddResponseTransform(ToCaller);
    }

    static ValueTask ToService(RequestTransformContext transform)
    {
        if (transform.HttpContext.Request.Body is MemoryStream whole && whole.TryGetBuffer(out var body))
        {
            transform.ProxyRequest.Options.Set(BufferedBodyHandler.Body, body);
        }

        return ValueTask.CompletedTask;
    }

    ValueTask ToCaller(ResponseTransformContext transform)
    {
        if (transform.ProxyResponse is not null)
        {
            var context = transform.HttpContext;
            context.Response.Headers.Remove("Server");
            refusals.Keep(context);
            RequestIdentity.Apply(context);
            if (!context.Request.IsGrpc())
            {
                SecurityHeaders.Apply(context.Response);
            }
        }

        return ValueTask.CompletedTask;
    }
}

using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Serves HEAD wherever GET is served: the server itself leaves out the body.</summary>
sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}

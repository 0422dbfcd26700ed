using Microsoft.AspNetCore.Http;

namespace Mastery.ServiceDefaults;

/// <summary>Serves HEAD wherever GET is served: the server itself leaves out the body.</summary>
sealed class HeadRequests(RequestDelegate next)
{
    static readonly object Key = new();

    /// <summary>Whether the request was a HEAD.</summary>
    public static bool Was(HttpContext context) => context.Items.ContainsKey(Key);

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Items[Key] = true;
        }

        return next(context);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.Testing;

/// <summary>Where a service gets tokens of its own, each for one hub.</summary>
public static class TokenEndpoint
{
    /// <summary>Starts it, for as long as the tests run.</summary>
    /// <param name="scopes">What the tokens may do.</param>
    /// <returns>Its address.</returns>
    public static async Task<string> StartAsync(params string[] scopes)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapPost("/oauth2/token", async (HttpRequest request) => Results.Json(new
        {
            access_token = TestIssuer.Sign(Token.Of((await request.ReadFormAsync())["hub"].ToString(), scopes)),
            expires_in = 600,
        }));
        await app.StartAsync();
        return $"{app.Urls.Single()}/oauth2/token";
    }
}

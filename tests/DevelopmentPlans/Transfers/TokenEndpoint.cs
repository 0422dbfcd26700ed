using Mastery.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Where the service gets tokens of its own: each may read people and Work Groups of the one hub that it is
/// for.</summary>
static class TokenEndpoint
{
    /// <summary>Starts it, for as long as the tests run.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapPost("/oauth2/token", async (HttpRequest request) => Results.Json(new
        {
            access_token = TestIssuer.Sign(Token.Of(
                (await request.ReadFormAsync())["hub"].ToString(), "participants.read", "workgroups.read")),
            expires_in = 600,
        }));
        await app.StartAsync();
        return $"{app.Urls.Single()}/oauth2/token";
    }
}

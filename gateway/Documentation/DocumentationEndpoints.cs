using System.Reflection;
using System.Security.Cryptography;
using Mastery.Gateway.Edge;
using Mastery.Gateway.Routing;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Mastery.Gateway.Documentation;

/// <summary>The OpenAPI document and the page that shows it, for anyone, without a request to any other host.</summary>
static class DocumentationEndpoints
{
    const string DocumentPath = "/openapi.json";
    const string PagePath = "/docs";

    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // The page has inline scripts and styles. It may load and call nothing but this gateway.
    const string PagePolicy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
        + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Maps <c>/openapi.json</c> and <c>/docs</c>.</summary>
    public static void MapDocumentation(this WebApplication app)
    {
        var document = Read();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document))[..32]}\"");
        app.MapMethods(DocumentPath, Methods, context =>
        {
            SecurityHeaders.Apply(context.Response);
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(document, "application/json; charset=utf-8", entityTag: tag).ExecuteAsync(context);
        });
        app.MapOtherMethods(DocumentPath, Methods);
        app.MapScalarApiReference(PagePath, Configure).AddEndpointFilter((call, next) =>
        {
            SecurityHeaders.Apply(call.HttpContext.Response);
            call.HttpContext.Response.Headers.CacheControl = "no-cache";
            call.HttpContext.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return next(call);
        });
    }

    static void Configure(ScalarOptions page) => page
        .WithTitle("MasteryServices")
        .WithOpenApiRoutePattern(DocumentPath)
        .DisableDefaultFonts()
        .DisableTelemetry()
        .DisableAgent()
        .DisableMcp()
        .AddPreferredSecuritySchemes("oauth2")
        .HideDeveloperTools()
        .HideClientButton();

    static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        using var document = new MemoryStream();
        stream.CopyTo(document);
        return document.ToArray();
    }
}

using Mastery.Gateway.Edge;
using Mastery.Gateway.Routing;
using Yarp.ReverseProxy.Health;

namespace Mastery.Gateway.Health;

static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.AddSingleton<HealthReasons>();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy>(
            services => services.GetRequiredService<HealthReasons>());
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddGrpc(grpc => grpc.IgnoreUnknownServices = true);
        builder.Services.AddGrpcHealthChecks().AddCheck<Readiness>("services");
    }

    public static void MapHealth(this WebApplication app)
    {
        Map(app, "/health/live", context => AnswerAsync(context, StatusCodes.Status200OK, new("alive", null)));
        Map(app, "/health/ready",
            context => AnswerAsync(context, context.RequestServices.GetRequiredService<Readiness>()));
        app.MapGrpcHealthChecksService().DisableRateLimiting();
    }

    static void Map(WebApplication app, string path, RequestDelegate answer)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods(path, methods, answer).DisableRateLimiting();
        app.MapOtherMethods(path, methods);
    }

    static Task AnswerAsync(HttpContext context, Readiness readiness) => AnswerAsync(context,
        readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        new(readiness.Draining ? "draining" : readiness.IsReady ? "ready" : "not ready", readiness.Services));

    static Task AnswerAsync(HttpContext context, int status, HealthAnswer answer)
    {
        context.Response.StatusCode = status;
        SecurityHeaders.Apply(context.Response);
        return context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string>? Services);
}

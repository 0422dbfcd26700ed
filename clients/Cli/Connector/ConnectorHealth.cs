using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mastery.Cli.Connector;

/// <summary>Answers over HTTP whether the connector is well, in plain words: <c>/health/live</c> and
/// <c>/health/ready</c>.</summary>
sealed class ConnectorHealth(ConnectorSettings settings, Func<ConnectorState> state, TimeProvider time)
{
    /// <summary>Whether it is ready, and why.</summary>
    public (bool IsReady, string Text) Ready()
    {
        var now = state();
        var failure = now.Failure.Length > 0 ? $" {now.Failure}" : "";
        if (now.SuccessTime is not { } success)
        {
            return (false, $"unhealthy: no cycle has succeeded yet.{failure}");
        }

        if (time.GetUtcNow() - success is var age && age > settings.MaxAge)
        {
            return (false, $"unhealthy: the last success was {age.TotalHours:0} hours ago, at {success:u}.{failure}");
        }

        return (true, now.Needs.Count > 0
            ? "degraded: a person is needed.\n" + string.Join('\n', now.Needs.Select(need => $"- {need.Text}."))
            : failure.Length > 0 ? $"degraded: the last cycle failed and is tried again.{failure}"
            : $"healthy: in step at {success:u}.");
    }

    /// <summary>Answers at the address of the settings until it is disposed; null where there is none.</summary>
    /// <exception cref="ConfigurationException">It cannot listen there.</exception>
    public async Task<IAsyncDisposable?> ServeAsync()
    {
        if (settings.Health is not { } address)
        {
            return null;
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(address.GetLeftPart(UriPartial.Authority));
        var app = builder.Build();
        app.Run(AnswerAsync);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            await app.DisposeAsync();
            throw new ConfigurationException([$"health: cannot listen at {address}: {exception.Message}"]);
        }

        return app;
    }

    Task AnswerAsync(HttpContext context)
    {
        var (status, text) = context.Request.Path.Value switch
        {
            "/health/live" => (StatusCodes.Status200OK, "alive"),
            "/health/ready" when Ready() is var ready =>
                (ready.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, ready.Text),
            _ => (StatusCodes.Status404NotFound, "there are /health/live and /health/ready"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}

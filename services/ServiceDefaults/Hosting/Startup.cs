using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>Runs a service whose settings are as they should be; of another it says which are not, and ends.</summary>
static class Startup
{
    const int Refused = 1;

    /// <summary>Serves until the process is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        // Asked for now: when the host has stopped, there are no services any more.
        var (program, role) = (app.Environment.ApplicationName, app.Services.GetService<RoleCheck>());
        if (Problems(app) is { Count: > 0 } problems)
        {
            return await EndAsync(problems.Select(problem => $"{program} does not start: {problem}"));
        }

        try
        {
            await ServeAsync(app);
        }
        catch (OperationCanceledException) when (role?.Refusal is not null)
        {
            // It was told to stop before it had started.
        }
        catch (Exception exception) when (exception is IOException { InnerException: AddressInUseException }
            or SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable })
        {
            return await EndAsync([$"{program} does not start: {exception.Message.TrimEnd('.')}: stop what listens "
                + "there, or set another address in ASPNETCORE_URLS"]);
        }

        return role?.Refusal is { } refusal ? await EndAsync([$"{program} ends: {refusal}"]) : 0;
    }

    /// <summary>As <see cref="HostingAbstractionsHostExtensions.RunAsync"/>, which leaves a host that did not start
    /// without stopping it: what waits in the background would be cancelled then, and logged as failed.</summary>
    static async Task ServeAsync(WebApplication app)
    {
        await using var disposed = app;
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>What is wrong with the settings, each in one line.</summary>
    static List<string> Problems(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (AggregateException several)
        {
            return [.. several.InnerExceptions.SelectMany(Lines)];
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return [.. Lines(exception)];
        }
    }

    static IEnumerable<string> Lines(Exception exception) => exception switch
    {
        OptionsValidationException invalid => invalid.Failures,
        // What the binder says of a value that is of another type names the setting and the value.
        _ => [exception.Message.ReplaceLineEndings(" ")],
    };

    static async Task<int> EndAsync(IEnumerable<string> lines)
    {
        await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
        return Refused;
    }
}

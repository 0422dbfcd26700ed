using System.Net.Sockets;
using Mastery.Gateway.Health;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Mastery.Gateway;

/// <summary>The gateway's process: help, settings that are checked before it listens, and its run.</summary>
public static class GatewayProgram
{
    const int Refused = 1;

    const string Help = """
        Usage: MasteryServices.Gateway [--Setting:Name=value ...]

        Serves the suite's one address: REST, gRPC-Web and gRPC. Settings are arguments, environment variables
        (Setting__Name) or lines of appsettings.json; gateway/README.md says what each holds.
        """;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 for success.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(Help);
            return 0;
        }

        WebApplication app;
        try
        {
            app = Checked(GatewayApp.Build(args));
        }
        // What the binder says of a value of another type names the setting too.
        catch (Exception problem) when (problem is InvalidOperationException or OptionsValidationException)
        {
            return await EndAsync(problem.Message.ReplaceLineEndings(" "));
        }

        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (exception is IOException { InnerException: AddressInUseException }
            or SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable })
        {
            return await EndAsync($"{exception.Message.TrimEnd('.')}: stop what listens there, or set another address "
                + "in Kestrel:Endpoints");
        }
    }

    static async Task<int> EndAsync(string problem)
    {
        await Console.Error.WriteLineAsync($"MasteryServices.Gateway does not start: {problem}");
        return Refused;
    }

    /// <summary>Reads the settings that would be read when the first call comes, or when the gateway stops.</summary>
    static WebApplication Checked(WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        _ = app.Services.GetRequiredService<Drain>();
        return app;
    }
}

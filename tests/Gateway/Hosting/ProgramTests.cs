using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>The gateway's process, with settings that it must refuse.</summary>
public sealed class ProgramTests
{
    [Theory]
    [InlineData("Services:access", null, "Services:access is not set")]
    [InlineData("Services:access", "access:8080", "it must be an http or https URL")]
    [InlineData("Services:access", "http://192.0.2.1:8080", "tokens would go to another machine without encryption")]
    [InlineData("Drain:Wait", "soon", "'soon' at 'Drain:Wait'")]
    [InlineData("Limits:BodyBytes", "many", "'many' at 'Limits:BodyBytes'")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "ten", "ForwardedHeaders:KnownNetworks holds 'ten'")]
    public Task Names_the_setting_and_ends(string setting, string? value, string problem) =>
        RefusesAsync(setting, value, problem);

    [Fact]
    public async Task Ends_when_another_program_has_its_address()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await RefusesAsync("Kestrel:Endpoints:Rest:Url", $"http://{other.LocalEndpoint}",
            "address already in use: stop what listens there, or set another address in Kestrel:Endpoints");
    }

    [Fact]
    public async Task Prints_help()
    {
        var (code, text) = await RunAsync(["--help"]);

        Assert.Equal(0, code);
        Assert.StartsWith("Usage: MasteryServices.Gateway", text, StringComparison.Ordinal);
    }

    static async Task RefusesAsync(string setting, string? value, string problem)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Services:access"] = "http://127.0.0.1:1",
            ["Services:development-plans"] = "http://127.0.0.1:1",
            ["Services:focus-catalogue"] = "http://127.0.0.1:1",
            ["Services:overview"] = "http://127.0.0.1:1",
            ["Services:participants"] = "http://127.0.0.1:1",
            ["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0",
            [setting] = value,
        };

        var (code, text) = await RunAsync(
            settings.Where(given => given.Value is not null).Select(given => $"--{given.Key}={given.Value}"));

        Assert.Contains(problem, text, StringComparison.Ordinal);
        Assert.StartsWith("MasteryServices.Gateway does not start: ", text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (code, text.Trim().Split('\n').Length));
    }

    static async Task<(int Code, string Text)> RunAsync(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(GatewayApp).Assembly.Location, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error is { Length: > 0 } text ? text : await output);
    }
}

using System.Text.Json.Nodes;
using Mastery.Cli.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mastery.Cli.Tests.Connector;

/// <summary>Runs the connector against a suite of the test's own, with a file of staff in a folder of its
/// own.</summary>
public abstract class ConnectorTest : IAsyncLifetime
{
    protected const string Header = "Staff ID,Forename,Surname,Work Email,Date of Birth,URN,Department\n";

    readonly WebApplication _app;
    readonly string _folder = Directory.CreateTempSubdirectory("mastery-connect-").FullName;
    int _written;

    protected ConnectorTest()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(World).AddGrpc();
        _app = builder.Build();
        _app.MapPost("/oauth2/token", () => Results.Json(new { access_token = "token", expires_in = 600 }));
        _app.MapGrpcService<StaffWorld>();
        Settings = new()
        {
            ["source"] = StaffWorld.School,
            ["system"] = "sims",
            ["from"] = new JsonObject { ["kind"] = "file", ["path"] = "staff.csv" },
            ["schedule"] = new JsonObject { ["at"] = "00:30" },
            ["stateFolder"] = "state",
            ["apply"] = true,
        };
    }

    internal StaffWorld World { get; } = new();

    /// <summary>The configuration of the next run.</summary>
    protected JsonObject Settings { get; }

    /// <summary>What the last run said.</summary>
    protected string Output { get; private set; } = "";

    /// <summary>What the last run said of its failure.</summary>
    protected string Error { get; private set; } = "";

    protected string Address => _app.Urls.Single();

    protected string ConfigFile => PathOf("connect.json");

    protected string StateFile => Path.Combine(PathOf("state"), "state.json");

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the list of staff, a minute later than the one before: each of <c>id,family name</c>.</summary>
    protected void WriteStaff(params string[] staff)
    {
        var rows = staff.Select(one => one.Split(',')).Select(one =>
            $"{one[0]},Canary-given,{one[1]},{one[0]}@canary.example,canary-born,136283,Maths\n");
        var path = PathOf("staff.csv");
        File.WriteAllText(path, Header + string.Concat(rows));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1).AddMinutes(_written++));
    }

    protected Task<int> OnceAsync(params string[] options) => RunAsync(
        ["roster", "connect", "--config", WriteConfig(), "--once", .. options]);

    protected string WriteConfig()
    {
        File.WriteAllText(ConfigFile, Settings.ToJsonString());
        return ConfigFile;
    }

    protected async Task<int> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await MasteryTool.RunAsync(
            [.. args, "--address", Address], new Terminal(output, error, interactive: false),
            TestContext.Current.CancellationToken);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }
}

using System.CommandLine;
using System.Text.Json;
using Mastery.Cli.Connection;
using Mastery.Cli.Connector;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster connect</c>: keeps the staff in step by itself.</summary>
sealed class RosterConnectCommand(Terminal terminal, ConnectionOptions connection)
{
    /// <summary>How long a step that was begun may take when the process is told to stop.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    static readonly TimeProvider Clock = TimeProvider.System;

    readonly Option<bool> _once = new("--once") { Description = "Runs one cycle now and ends, for a scheduler." };

    readonly Option<bool> _apply = new("--apply")
    {
        Description = "Does what is planned, as \"apply\": true in the configuration; without either it only plans.",
    };

    readonly Option<string> _config = Config(required: true);

    /// <summary>The option that names the configuration.</summary>
    public static Option<string> Config(bool required) => new("--config")
    {
        Description = "The configuration of the connector (JSON).",
        HelpName = "file",
        Required = required,
    };

    public Command Build()
    {
        var command = new ConnectCommand(
            "connect", "Keeps the staff in step with the MIS by itself: reads, plans and, where it may, applies.")
        {
            _config, _once, _apply,
        };
        command.SetAction((parsed, cancellation) => MasteryTool.GuardAsync(
            terminal, () => RunAsync(parsed, cancellation)));
        return command;
    }

    /// <summary>Says what a connector knows of itself.</summary>
    public static void WriteStatus(Terminal terminal, string config)
    {
        var settings = Configuration.Read(config, Clock);
        ConnectorState state;
        try
        {
            state = StateFolder.Read(settings.StateFolder);
        }
        catch (JsonException)
        {
            terminal.Out.WriteLine("The state file is damaged; the next cycle reads everybody anew.");
            return;
        }

        terminal.Out.WriteLine($"Connector of {settings.Source} from {settings.System} ({settings.From.Kind}).");
        terminal.Out.WriteLine(new ConnectorHealth(settings, () => state, Clock).Ready().Text);
        if (state.Sync.Length > 0)
        {
            terminal.Out.WriteLine($"Last sync: {state.Sync}: {state.Counts}.");
        }

        terminal.Out.WriteLine(state.CycleTime is null ? "It has not run yet."
            : $"Next cycle: {Schedule.Text(settings.Schedule.NextAfter(state.CycleTime))}.");
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var settings = Configuration.Read(parsed.GetRequiredValue(_config), Clock);
        settings = settings with { Apply = settings.Apply || parsed.GetValue(_apply) };
        using var folder = StateFolder.Take(settings.StateFolder);
        var log = new ConnectorLog(terminal.OutputWriter, connection.Json(parsed), Clock);
        var memory = new ConnectorMemory(folder, settings.Identity, log);
        memory.Load();
        using var metrics = new ConnectorMetrics(
            () => memory.State.SuccessTime is { } success ? (Clock.GetUtcNow() - success).TotalSeconds : null);
        using var exporter = Exporter();
        await using var health = await new ConnectorHealth(settings, () => memory.State, Clock).ServeAsync();
        log.Say($"Staff of {settings.Source} from {settings.System}; "
            + (settings.Apply ? "what is planned is done." : "dry run: nothing is done."));
        var connector = new RosterConnector(settings, memory, () => Connect(parsed, settings), log, metrics, Clock);
        if (parsed.GetValue(_once))
        {
            return CycleWords.Exit((await connector.OnceAsync(stop)).Outcome);
        }

        await connector.RunAsync(stop);
        return ExitCode.Done;
    }

    ApiClients Connect(ParseResult parsed, ConnectorSettings settings) => settings.Suite is not { } suite
        ? connection.Connect(parsed)
        : ApiClients.Connect(suite.Address, suite.TokenEndpoint, suite.ClientId, suite.ClientSecret.Read());

    static MeterProvider? Exporter() =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 } ? null
            : Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.AddService("roster-connector"))
                .AddMeter(ConnectorMetrics.MeterName).AddOtlpExporter().Build();
}

/// <summary>The command that goes on until it is stopped, and then brings to its end what it has begun.</summary>
sealed class ConnectCommand(string name, string description) : Command(name, description);

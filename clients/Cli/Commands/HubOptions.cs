using System.CommandLine;

namespace Mastery.Cli.Commands;

/// <summary>The options of commands that also call as a hub's client: which hub and which client.</summary>
sealed class HubOptions
{
    readonly Option<string> _hub = new("--hub")
    {
        Description = "The id of the hub (MASTERY_HUB).",
        HelpName = "id",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MASTERY_HUB") is { Length: > 0 } hub ? hub
            : "yorkshire-and-the-humber",
    };

    readonly Option<string> _clientId = new("--hub-client-id")
    {
        Description = "The id of the hub's API client; that of --client-id where this is left out.",
        HelpName = "id",
        DefaultValueFactory = _ => "local-hub",
    };

    readonly Option<string?> _clientSecret = new("--hub-client-secret")
    {
        Description = "Its secret; the local suite's when left out.",
        HelpName = "secret",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_hub);
        command.Options.Add(_clientId);
        command.Options.Add(_clientSecret);
    }

    /// <summary>The hub, <c>hubs/*</c>.</summary>
    public string Name(ParseResult parsed) => $"hubs/{parsed.GetRequiredValue(_hub)}";

    /// <summary>Whether the command line names the hub.</summary>
    public bool IsSaid(ParseResult parsed) => parsed.GetResult(_hub) is { Implicit: false };

    /// <summary>Whether the client of <paramref name="connection"/> is meant: it is named, and the hub's is
    /// not.</summary>
    public bool LeavesClient(ParseResult parsed, ConnectionOptions connection) =>
        connection.SaysClient(parsed) && parsed.GetResult(_clientId) is null or { Implicit: true };

    /// <summary>The API client to call as.</summary>
    public (string Id, string Secret) Client(ParseResult parsed) =>
        (parsed.GetRequiredValue(_clientId), parsed.GetValue(_clientSecret) ?? "local-only");
}

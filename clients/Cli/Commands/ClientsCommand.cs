using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Access.V1;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery clients</c>: the programs that may ask for tokens.</summary>
sealed class ClientsCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListApiClientsRequest, ListApiClientsResponse, ApiClient> Clients => new()
    {
        Method = api => api.Access.ListApiClientsAsync,
        Rows = page => page.ApiClients,
        Noun = ("client", "clients"),
        Columns =
        [
            new("id", (client, _) => Id(client), 12),
            new("state", (client, _) => State(client), 7),
            new("hubs", (client, _) => Hubs(client), 9),
            new("only", (client, _) => Only(client)),
            new("last used", (client, _) => LastUsed(client)),
            new("scopes", (client, _) => Scopes(client), 30),
            new("name", (client, _) => client.DisplayName, 12),
        ],
    };

    readonly Argument<string> _id = new("id") { Description = "The client's id." };

    readonly Option<string> _name = new("--name")
    {
        Description = "What the program is, for people; the id when left out.",
        HelpName = "text",
    };

    readonly Option<string[]> _scopes = new("--scope")
    {
        Description = "A scope that its tokens may carry, for example plans.read; several are allowed.",
        HelpName = "scope",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string[]> _hubs = new("--hub")
    {
        Description = "The id of a hub that it may work for; several are allowed. Every hub when left out.",
        HelpName = "id",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string?> _school = new("--school")
    {
        Description = "The URN of the one school whose departments and people it may see and change.",
        HelpName = "urn",
    };

    readonly Option<string?> _trust = new("--trust")
    {
        Description = "The trust (its UID in GIAS) whose schools' departments and people it may see and change.",
        HelpName = "uid",
    };

    readonly Option<DateTimeOffset?> _expires = new("--expires")
    {
        Description = "When it gets no more tokens, for example 2027-08-31; never when left out.",
        HelpName = "time",
    };

    readonly Option<DateTimeOffset?> _at = new("--at")
    {
        Description = "When it gets no more tokens; now when left out.",
        HelpName = "time",
    };

    readonly Option<bool> _expireOthers = new("--expire-others")
    {
        Description = "Ends the other secrets at once. Without it, the newest of them stays valid until the next time.",
    };

    public Command Build()
    {
        var command = Own();
        foreach (var key in new ClientKeysCommands(terminal, connection).Build())
        {
            command.Add(key);
        }

        return command;
    }

    Command Own() => new("clients", "API clients: the programs that may ask for tokens.")
    {
        new Command("add", "Creates a client and prints its secret, once.")
        {
            _id, _name, _scopes, _hubs, _school, _trust, _expires,
        }.Calls(terminal, connection, AddAsync),
        new ListVerb(terminal, connection).Build("list", "Lists the clients that this one may manage.", Clients),
        new Command("rotate", "Makes a new secret and prints it, once.") { _id, _expireOthers }.Calls(
            terminal, connection, RotateAsync),
        new Command("expire", "Sets when a client gets no more tokens.") { _id, _at }.Calls(
            terminal, connection, ExpireAsync),
        new Command("revoke", "Takes a client away for good.") { _id }.Calls(terminal, connection, RevokeAsync),
    };

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var (id, hubs) = (parsed.GetRequiredValue(_id), parsed.GetValue(_hubs) ?? []);
        var created = await api.Access.CreateApiClientAsync(new()
        {
            ApiClientId = id,
            ApiClient = new()
            {
                DisplayName = parsed.GetValue(_name) ?? id,
                Scopes = { parsed.GetRequiredValue(_scopes) },
                Hubs = { hubs.Select(hub => $"hubs/{hub}") },
                AllHubs = hubs.Length == 0,
                School = parsed.GetValue(_school) is { Length: > 0 } urn ? $"schools/{urn}" : "",
                Trust = parsed.GetValue(_trust) is { Length: > 0 } uid ? $"trusts/{uid}" : "",
                ExpireTime = parsed.GetValue(_expires)?.ToTimestamp(),
            },
        }, cancellationToken: cancellation);
        WriteSecret(parsed, created);
    }

    async Task RotateAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        WriteSecret(parsed, await api.Access.RotateApiClientSecretAsync(
            new() { Name = Name(parsed), ExpireOthers = parsed.GetValue(_expireOthers) },
            cancellationToken: cancellation));

    async Task ExpireAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.UpdateApiClientAsync(new()
        {
            ApiClient = new()
            {
                Name = Name(parsed),
                ExpireTime = (parsed.GetValue(_at) ?? DateTimeOffset.UtcNow).ToTimestamp(),
            },
            UpdateMask = new() { Paths = { "expire_time" } },
        }, cancellationToken: cancellation));

    async Task RevokeAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed, await api.Access.RevokeApiClientAsync(new() { Name = Name(parsed) }, cancellationToken: cancellation));

    void WriteSecret(ParseResult parsed, ApiClient client)
    {
        if (connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(client));
            return;
        }

        terminal.OutputWriter.WriteLine($"client_id={Id(client)}");
        terminal.OutputWriter.WriteLine($"client_secret={client.Secret}");
        terminal.Error.MarkupLine("The secret is not shown again.");
    }

    void Write(ParseResult parsed, ApiClient client) => terminal.OutputWriter.WriteLine(connection.Json(parsed)
        ? JsonFormatter.Default.Format(client)
        : $"{Id(client)}: {State(client)}");

    string Name(ParseResult parsed) => $"apiClients/{parsed.GetRequiredValue(_id)}";

    static string Id(ApiClient client) => client.Name["apiClients/".Length..];

    static string Hubs(ApiClient client) => client.AllHubs
        ? "every hub"
        : string.Join(", ", client.Hubs.Select(hub => hub["hubs/".Length..]));

    static string Only(ApiClient client) => client.School.Length > 0 ? client.School.Replace("schools/", "school ")
        : client.Trust.Replace("trusts/", "trust ");

    /// <summary>What is before the dot once: <c>plans.read,write</c>.</summary>
    static string Scopes(ApiClient client) => string.Join(' ', client.Scopes
        .GroupBy(scope => scope.Split('.')[0], scope => scope[(scope.IndexOf('.', StringComparison.Ordinal) + 1)..])
        .Select(group => $"{group.Key}.{string.Join(',', group)}"));

    static string LastUsed(ApiClient client) => client.LastUsedTime is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time.ToDateTime():yyyy-MM-dd HH:mm} UTC")
        : "never";

    static string State(ApiClient client) => client.State == ApiClient.Types.State.Revoked ? "revoked"
        : client.ExpireTime is not { } end ? "active"
        : string.Create(CultureInfo.InvariantCulture, $"expires {end.ToDateTime():yyyy-MM-dd HH:mm} UTC");
}

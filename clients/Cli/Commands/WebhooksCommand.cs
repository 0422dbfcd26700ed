using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Webhooks.V1;
using Spectre.Console;
using Empty = Google.Protobuf.WellKnownTypes.Empty;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery webhooks</c>: where the changes of a hub are sent.</summary>
sealed class WebhooksCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Option<ChangeLogOf> _of = new("--of")
    {
        Description = "Whose changes: those of participants, the default, plans or the catalogue.",
    };

    readonly Option<string[]> _types = new("--type")
    {
        Description = "Only changes of resources of this type, for example Application; several are allowed.",
        HelpName = "type",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Argument<string> _uri = new("uri") { Description = "The https address to which changes are posted." };

    readonly Argument<string> _name = new("webhook")
    {
        Description = "Its name, for example hubs/sussex/planWebhooks/…, as `list --ids` shows it.",
    };

    readonly Option<bool> _expirePrevious = new("--expire-previous")
    {
        Description = "Ends the secret before at once. Without it, both sign for 24 hours.",
    };

    readonly Option<long> _revision = new("--revision")
    {
        Description = "The first revision of the log to send again, with all that follow it.",
        HelpName = "number",
    };

    readonly Option<string?> _deadLetter = new("--dead-letter")
    {
        Description = "The id of the dead letter to send once more.",
        HelpName = "id",
    };

    ListOf<ListWebhooksRequest, ListWebhooksResponse, Webhook> Webhooks => new()
    {
        Method = api => WebhookMethods.Of(api, ChangeLogOf.Participants).List,
        Choose = call => WebhookMethods.Of(call.Api, call.Parsed.GetValue(_of)).List,
        Rows = page => page.Webhooks,
        Noun = ("webhook", "webhooks"),
        Parent = call => Task.FromResult(_hub.Name(call.Parsed)),
        Columns =
        [
            new("address", (webhook, _) => webhook.Uri, 20),
            new("state", (webhook, _) => State(webhook), 10),
            new("client", (webhook, _) => webhook.ApiClient["apiClients/".Length..]),
            new("types", (webhook, _) => Types(webhook)),
            new("revision", (webhook, _) => $"{webhook.Revision}", Right: true),
        ],
        Filters = [new(_of, _ => Task.FromResult<string?>(null))],
    };

    ListOf<ListDeadLettersRequest, ListDeadLettersResult, DeadLetter> DeadLetters => new()
    {
        Method = api => WebhookMethods.Of(api, ChangeLogOf.Participants).DeadLetters,
        Choose = call => WebhookMethods.Of(call.Api, call.Parsed.GetRequiredValue(_name)).DeadLetters,
        Rows = page => page.DeadLetters,
        Noun = ("dead letter", "dead letters"),
        Arguments = [_name],
        KeepsOrder = true,
        Refine = (call, request) =>
        {
            request.Name = call.Parsed.GetRequiredValue(_name);
            return Task.CompletedTask;
        },
        Columns =
        [
            new("id", (letter, _) => letter.Id, 40),
            new("revision", (letter, _) => $"{letter.Revision}", Right: true),
            new("why", (letter, _) => Why(letter.Failure, letter.Status)),
            new("tries", (letter, _) => $"{letter.AttemptCount}", Right: true),
        ],
    };

    public Command Build() => new("webhooks", "Where the changes of a hub are sent, signed, one by one.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists the webhooks of a hub, or of --hub national.", Webhooks, _hub),
        Verb("add", "Creates one and prints its signing secret, once.", AddAsync, _uri, _of, _types),
        Verb("get", "Shows one, and how its deliveries go.", GetAsync, _name),
        Verb("remove", "Deletes one with its dead letters.", RemoveAsync, _name),
        Verb("rotate-secret", "Makes a new signing secret and prints it, once.", RotateAsync, _name, _expirePrevious),
        new ListVerb(terminal, connection).Build(
            "dead-letters", "Lists what could not be delivered.", DeadLetters, _hub),
        Verb("replay", "Sends changes again: from a revision on, or one dead letter.", ReplayAsync, _name, _revision,
            _deadLetter),
        Verb("disable", "Sends nothing until it is enabled; its place in the log is kept.",
            (api, parsed, cancellation) => SetDisabledAsync(api, parsed, true, cancellation), _name),
        Verb("enable", "Goes on where it was.",
            (api, parsed, cancellation) => SetDisabledAsync(api, parsed, false, cancellation), _name),
    };

    Command Verb(string name, string description, Func<ApiClients, ParseResult, CancellationToken, Task> run,
        Argument argument, params Option[] options)
    {
        var command = new Command(name, description) { argument };
        options.ToList().ForEach(command.Options.Add);
        return command.Calls(terminal, connection, run, _hub);
    }

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => WriteSecret(
        parsed, await WebhookMethods.Of(api, parsed.GetValue(_of)).Create(new()
        {
            Parent = _hub.Name(parsed),
            Webhook = new()
            {
                Uri = parsed.GetRequiredValue(_uri),
                ResourceTypes = { (parsed.GetValue(_types) ?? []).Select(ChangesOptions.FullType) },
            },
        }, Options(cancellation)));

    async Task GetAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed, await Methods(api, parsed).Get(new() { Name = Name(parsed) }, Options(cancellation)));

    async Task RemoveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        await Methods(api, parsed).Delete(new() { Name = Name(parsed) }, Options(cancellation));
        terminal.Write(connection, parsed, new Empty(), _ => terminal.OutputWriter.WriteLine("It is deleted."));
    }

    async Task RotateAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => WriteSecret(
        parsed, await Methods(api, parsed).Rotate(
            new() { Name = Name(parsed), ExpirePrevious = parsed.GetValue(_expirePrevious) }, Options(cancellation)));

    async Task ReplayAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed, await Methods(api, parsed).Replay(new()
        {
            Name = Name(parsed),
            Revision = parsed.GetValue(_revision),
            DeadLetter = parsed.GetValue(_deadLetter) ?? "",
        }, Options(cancellation)));

    async Task SetDisabledAsync(
        ApiClients api, ParseResult parsed, bool disabled, CancellationToken cancellation) => Write(
            parsed, await Methods(api, parsed).Update(new()
            {
                Webhook = new() { Name = Name(parsed), Disabled = disabled },
                UpdateMask = new() { Paths = { "disabled" } },
            }, Options(cancellation)));

    void WriteSecret(ParseResult parsed, Webhook webhook) => terminal.Write(connection, parsed, webhook, shown =>
    {
        terminal.OutputWriter.WriteLine($"webhook={shown.Name}");
        terminal.OutputWriter.WriteLine($"secret={shown.Secret}");
        terminal.Error.WriteLine("The secret is not shown again.");
    });

    void Write(ParseResult parsed, Webhook webhook) => terminal.Write(connection, parsed, webhook, shown =>
        terminal.OutputWriter.WriteLine(
            $"{shown.Uri}: {State(shown)}{Next(shown)}; done with the log up to revision {shown.Revision}"));

    WebhookMethods Methods(ApiClients api, ParseResult parsed) => WebhookMethods.Of(api, Name(parsed));

    string Name(ParseResult parsed) => parsed.GetRequiredValue(_name);

    static string State(Webhook webhook) =>
        webhook.Disabled ? $"disabled, {Words(webhook.DisabledReason)}"
        : webhook.FailureCount > 0
            ? $"failed {Times(webhook.FailureCount)}, {Why(webhook.LastFailure, webhook.LastStatus)}"
        : "enabled";

    static string Times(int count) => count == 1 ? "once" : $"{count} times";

    static string Next(Webhook webhook) => webhook.Disabled || webhook.NextAttemptTime is not { } next ? ""
        : $"; next try {England.Moment(next)}";

    static string Why(Webhook.Types.Failure failure, int status) => (failure, status) switch
    {
        (_, > 0) => $"the answer was status {status}",
        (Webhook.Types.Failure.Connection, _) => "no connection",
        (Webhook.Types.Failure.Tls, _) => "the certificate was not accepted",
        (Webhook.Types.Failure.AddressRefused, _) => "the address is of a private network",
        (Webhook.Types.Failure.Timeout, _) => "no answer in time",
        _ => Words(failure),
    };

    static string Words(System.Enum value) => string.Concat(value.ToString().Select((letter, index) =>
        index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    static string Types(Webhook webhook) => webhook.ResourceTypes.Count == 0 ? "all"
        : string.Join(", ", webhook.ResourceTypes.Select(type => type.Split('/')[^1]));

    static CallOptions Options(CancellationToken cancellation) => new(cancellationToken: cancellation);
}

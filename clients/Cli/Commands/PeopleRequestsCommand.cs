using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Spectre.Console;
using Outcome = Mastery.Participants.V1.DataRequest.Types.Outcome;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people requests</c>: what people ask about their data, and until when the hub has to
/// answer.</summary>
sealed class PeopleRequestsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly HubOptions _hub = new();

    readonly Argument<string> _request = new("request") { Description = "The request, hubs/HUB/dataRequests/ID." };

    readonly Option<bool> _all = new("--all") { Description = "Also those that are closed." };

    readonly Option<bool> _overdue = new("--overdue") { Description = "Only those whose last day is over." };

    readonly Option<DataRequest.Types.Type?> _type =
        WordOption.Of<DataRequest.Types.Type>("--type", "What they ask for.");

    readonly Option<string?> _name = Text("--name", "The name of the person who asks.", "name");

    readonly Option<string?> _email = Text("--email", "Where they are answered.", "address");

    readonly Option<string?> _message = Text("--message", "What they ask.", "text");

    readonly Option<string?> _person = Text(
        "--person", "Whose data it is about: an e-mail address, a name, or hubs/…/participants/….", "person");

    readonly Option<DateOnly?> _received = Day("--received", "The day on which it came");

    readonly Option<DateOnly?> _on = Day("--on", "The day on which it happened");

    readonly Option<PauseKind?> _for = WordOption.Of<PauseKind>("--for", "What is waited for.");

    readonly Option<Outcome?> _outcome = WordOption.Of<Outcome>("--outcome", "How it ended.");

    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why, for those who come after.",
        HelpName = "text",
        Required = true,
    };

    ListOf<ListDataRequestsRequest, ListDataRequestsResponse, DataRequest> Requests => new()
    {
        Method = api => api.DataProtection.ListDataRequestsAsync,
        Rows = page => page.DataRequests,
        Noun = ("request", "requests"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "due_date",
        Columns =
        [
            new("due", (request, _) => Due(request), 11),
            new("type", (request, _) => request.Type.Plain()),
            new("who", (request, _) => request.DisplayName, 14),
            new("came", (request, _) => England.Day(request.ReceiveDate), 11),
            new("state", (request, _) => request.Outcome == default
                ? request.State.Plain() : request.Outcome.Plain()),
            new("request", (request, _) => request.Name, 65),
        ],
        Filters =
        [
            new(_all, call => Task.FromResult<string?>(call.Parsed.GetValue(_all) ? null : "state != CLOSED")),
            new(_overdue, call => Task.FromResult(call.Parsed.GetValue(_overdue) ? "overdue = true" : null)),
            ListFilter.OneOf<DataRequest.Types.Type>("--type", "type", "What they ask for."),
        ],
        Advice = "mastery people requests show REQUEST has what is asked.",
    };

    public Command Build()
    {
        _type.Required = _for.Required = _outcome.Required = true;
        return new("requests", "What people ask about the data that is held of them, and until when to answer.")
        {
            new ListVerb(terminal, connection).Build(
                "list", "Lists the requests that are not closed, what is due first.", Requests, _hub),
            Verb("show", "Shows a request and until when it has to be answered.", [], (api, parsed, _) =>
                api.DataProtection.GetDataRequestAsync(new() { Name = parsed.GetRequiredValue(_request) })),
            new Command("add", "Keeps a request that came: for access, correction or erasure.")
            {
                _type, _name, _email, _message, _person, _received,
            }.Calls(terminal, connection, AddAsync, _hub),
            new Command("update", "Corrects a request, or names the person once it is known who asks.")
            {
                _request, _name, _email, _message, _person, _received,
            }.Calls(terminal, connection, UpdateAsync, _hub),
            Verb("pause", "Stops the time while the person proves who they are, or says what it is about.",
                [_for, _reason, _on], Pause),
            Verb("resume", "Lets the time run again, because the person has answered.", [_on], Resume),
            Verb("extend", "Takes two further months; the person was told why within the first.",
                [_reason, _on], Extend),
            Verb("close", "Closes a request, with how it ended and why.", [_outcome, _reason, _on], Close),
        };
    }

    Command Verb(string name, string description, Option[] options,
        Func<ApiClients, ParseResult, string, AsyncUnaryCall<DataRequest>> call)
    {
        var verb = new Command(name, description) { _request };
        options.ToList().ForEach(verb.Options.Add);
        return verb.Calls(
            terminal, connection, (api, parsed, _) => TellAsync(parsed, call(api, parsed, $"{Guid.NewGuid()}")), _hub);
    }

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var asked = await WrittenAsync(api, parsed, cancellation);
        asked.Type = parsed.GetValue(_type) ?? default;
        await TellAsync(parsed, api.DataProtection.CreateDataRequestAsync(
            new() { Parent = _hub.Name(parsed), DataRequest = asked, RequestId = $"{Guid.NewGuid()}" },
            cancellationToken: cancellation));
    }

    async Task UpdateAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var asked = await WrittenAsync(api, parsed, cancellation);
        asked.Name = parsed.GetRequiredValue(_request);
        await TellAsync(parsed, api.DataProtection.UpdateDataRequestAsync(
            new() { DataRequest = asked, RequestId = $"{Guid.NewGuid()}" }, cancellationToken: cancellation));
    }

    /// <summary>What the options say of a request.</summary>
    async Task<DataRequest> WrittenAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => new()
    {
        Participant = parsed.GetValue(_person) is { Length: > 0 } person
            ? (await new PersonFinder(api, _hub.Name(parsed), cancellation).FindAsync(person)).Name
            : "",
        DisplayName = parsed.GetValue(_name) ?? "",
        Email = parsed.GetValue(_email) ?? "",
        Message = parsed.GetValue(_message) ?? "",
        ReceiveDate = IsoDate.Text(parsed.GetValue(_received)),
    };

    AsyncUnaryCall<DataRequest> Pause(ApiClients api, ParseResult parsed, string id) =>
        api.DataProtection.PauseDataRequestAsync(new()
        {
            Name = parsed.GetRequiredValue(_request),
            Kind = parsed.GetValue(_for) ?? default,
            Reason = parsed.GetRequiredValue(_reason),
            StartDate = IsoDate.Text(parsed.GetValue(_on)),
            RequestId = id,
        });

    AsyncUnaryCall<DataRequest> Resume(ApiClients api, ParseResult parsed, string id) =>
        api.DataProtection.ResumeDataRequestAsync(new()
        {
            Name = parsed.GetRequiredValue(_request),
            EndDate = IsoDate.Text(parsed.GetValue(_on)),
            RequestId = id,
        });

    AsyncUnaryCall<DataRequest> Extend(ApiClients api, ParseResult parsed, string id) =>
        api.DataProtection.ExtendDataRequestAsync(new()
        {
            Name = parsed.GetRequiredValue(_request),
            Reason = parsed.GetRequiredValue(_reason),
            NotifyDate = IsoDate.Text(parsed.GetValue(_on)),
            RequestId = id,
        });

    AsyncUnaryCall<DataRequest> Close(ApiClients api, ParseResult parsed, string id) =>
        api.DataProtection.CloseDataRequestAsync(new()
        {
            Name = parsed.GetRequiredValue(_request),
            Outcome = parsed.GetValue(_outcome) ?? default,
            Reason = parsed.GetRequiredValue(_reason),
            CloseDate = IsoDate.Text(parsed.GetValue(_on)),
            RequestId = id,
        });

    /// <summary>Waits for a request and writes it.</summary>
    async Task TellAsync(ParseResult parsed, AsyncUnaryCall<DataRequest> call) =>
        terminal.Write(connection, parsed, await call, request =>
        {
            foreach (var (label, text) in DataRequestCard.Lines(request).Where(line => line.Text.Length > 0))
            {
                terminal.Out.MarkupLineInterpolated($"  {label,-10} {text}");
            }
        });

    static string Due(DataRequest request) =>
        $"{England.Day(request.DueDate)}{(request.Overdue ? ", late" : "")}";

    static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = $"{description}, for example 2026-05-20; today when left out.",
        HelpName = "date",
    };
}

using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Journey;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery enquiries</c>: what people ask who think of taking part.</summary>
sealed class EnquiriesCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Option<bool> _all = new("--all") { Description = "Also those that are answered or finished." };

    readonly HubOptions _hub = new();

    readonly Argument<string> _enquiry = new("enquiry") { Description = "The enquiry, hubs/HUB/enquiries/ID." };

    readonly Option<string> _name = Needed("--name", "The name of the person who asks.", "name");

    readonly Option<string> _email = Needed("--email", "Where the answer goes.", "address");

    readonly Option<string?> _role = new("--role") { Description = "What they are at the school.", HelpName = "text" };

    readonly Option<string> _school = Needed("--school", "The URN of their school.", "urn");

    readonly Option<string> _message = Needed("--message", "What they ask.", "text");

    readonly Option<DateOnly?> _received = new("--received")
    {
        Description = "The day on which it came, for example 2026-05-20; today when left out.",
        HelpName = "date",
    };

    readonly Option<string?> _focus = new("--focus")
    {
        Description = "The focus, as people write its code (NCP24-14b) or by its name.",
        HelpName = "code",
    };

    readonly Option<Subject> _subject = new("--subject")
    {
        Description = "The subject of the department; the one that the focus is for when left out.",
        HelpName = "mathematics|science",
    };

    readonly Option<string> _text = Needed("--text", "The answer, without greeting and signature.", "text");

    readonly Option<string> _author = Needed("--author", "Who signs it.", "name");

    readonly Option<string> _reason = Needed("--reason", "Why, for those who come after.", "text");

    ListOf<ListEnquiriesRequest, ListEnquiriesResponse, Enquiry> Enquiries => new()
    {
        Method = api => api.WorkGroups.ListEnquiriesAsync,
        Rows = page => page.Enquiries,
        Noun = ("enquiry", "enquiries"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "receive_date",
        Columns =
        [
            new("came", (enquiry, _) => England.Day(enquiry.ReceiveDate), 11),
            new("who", (enquiry, _) => enquiry.DisplayName, 14),
            new("school", (enquiry, names) => names.Of(enquiry.School), 16),
            new("focus", (enquiry, names) => names.Of(enquiry.Focus), 9),
            new("state", (enquiry, _) => enquiry.State.Plain()),
            new("enquiry", (enquiry, _) => enquiry.Name, 65),
        ],
        Filters =
        [
            new(_all, call => Task.FromResult<string?>(call.Parsed.GetValue(_all) ? null : "state = OPEN")),
            ListFilter.School(),
        ],
        Advice = "mastery enquiries show ENQUIRY has what is asked.",
    };

    public Command Build() => new("enquiries", "What people ask who think of taking part.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists the enquiries that wait for an answer, the oldest first.", Enquiries, _hub),
        new Command("show", "Shows an enquiry, its school and what became of it.") { _enquiry }.Calls(
            terminal, connection, (api, parsed, cancellation) => TellAsync(
                api, parsed, api.WorkGroups.GetEnquiryAsync(
                    new() { Name = parsed.GetRequiredValue(_enquiry) }, cancellationToken: cancellation),
                cancellation), _hub),
        new Command("add", "Keeps an enquiry that came by e-mail or in another way.")
        {
            _name, _email, _role, _school, _subject, _focus, _message, _received,
        }.Calls(terminal, connection, AddAsync, _hub),
        new Command("answer", "Answers an enquiry by a letter in the hub's name.")
        {
            _enquiry, _text, _author,
        }.Calls(terminal, connection, AnswerAsync, _hub),
        new Command("convert", "Makes or finds the school's department, and a draft of its application.")
        {
            _enquiry, _focus, _subject,
        }.Calls(terminal, connection, ConvertAsync, _hub),
        new Command("close", "Closes an enquiry that needs nothing more.") { _enquiry, _reason }.Calls(
            terminal, connection, CloseAsync, _hub),
    };

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var request = new CreateEnquiryRequest
        {
            Parent = _hub.Name(parsed),
            Enquiry = new()
            {
                DisplayName = parsed.GetRequiredValue(_name),
                Email = parsed.GetRequiredValue(_email),
                Role = parsed.GetValue(_role) ?? "",
                School = $"schools/{parsed.GetRequiredValue(_school)}",
                Subject = parsed.GetValue(_subject),
                Focus = await FocusAsync(api, parsed, cancellation),
                Message = parsed.GetRequiredValue(_message),
                ReceiveDate = IsoDate.Text(parsed.GetValue(_received)),
            },
            RequestId = $"{Guid.NewGuid()}",
        };
        await TellAsync(
            api, parsed, api.WorkGroups.CreateEnquiryAsync(request, cancellationToken: cancellation), cancellation);
    }

    Task AnswerAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => TellAsync(
        api, parsed, api.WorkGroups.AnswerEnquiryAsync(
            new()
            {
                Name = parsed.GetRequiredValue(_enquiry),
                Text = parsed.GetRequiredValue(_text),
                Author = parsed.GetRequiredValue(_author),
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation),
        cancellation);

    async Task ConvertAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var request = new ConvertEnquiryRequest
        {
            Name = parsed.GetRequiredValue(_enquiry),
            Focus = await FocusAsync(api, parsed, cancellation),
            Subject = parsed.GetValue(_subject),
        };
        await TellAsync(
            api, parsed, api.WorkGroups.ConvertEnquiryAsync(request, cancellationToken: cancellation), cancellation);
    }

    Task CloseAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => TellAsync(
        api, parsed, api.WorkGroups.CloseEnquiryAsync(
            new() { Name = parsed.GetRequiredValue(_enquiry), Reason = parsed.GetRequiredValue(_reason) },
            cancellationToken: cancellation),
        cancellation);

    /// <summary>Waits for an enquiry and writes it, with its school and its letter as they are.</summary>
    async Task TellAsync(
        ApiClients api, ParseResult parsed, Grpc.Core.AsyncUnaryCall<Enquiry> call, CancellationToken cancellation)
    {
        var enquiry = await call;
        if (connection.Json(parsed))
        {
            terminal.Write(connection, parsed, enquiry, _ => { });
            return;
        }

        var school = await api.Schools.GetSchoolAsync(new() { Name = enquiry.School }, cancellationToken: cancellation);
        var letter = enquiry.Answer?.Letter is not { Length: > 0 } name
            ? null
            : await api.WorkGroups.GetLetterAsync(new() { Name = name }, cancellationToken: cancellation);
        foreach (var (label, text) in Lines(enquiry, school, letter).Where(line => line.Text.Length > 0))
        {
            terminal.Out.MarkupLineInterpolated($"  {label,-10} {text}");
        }
    }

    static IEnumerable<(string Label, string Text)> Lines(Enquiry enquiry, School school, Letter? letter) =>
    [
        ("enquiry", $"{enquiry.Name}, {enquiry.State.Words()}"),
        ("came", enquiry.ReceiveDate),
        ("from", $"{enquiry.DisplayName} <{enquiry.Email}>{(enquiry.Role.Length > 0 ? $", {enquiry.Role}" : "")}"),
        ("school", $"{school.DisplayName}, URN {school.Urn}"),
        ("its hub", school.HubDisplayName),
        ("focus", FocusCode.Of(enquiry.Focus)),
        ("asks", enquiry.Message),
        ("answer", enquiry.Answer?.Text ?? ""),
        ("signed", enquiry.Answer?.Author ?? ""),
        ("letter", letter is null ? "" : $"{letter.State.Words()}. {letter.StateReason}".TrimEnd()),
        ("department", enquiry.Department),
        ("draft", enquiry.Application),
        ("closed", enquiry.StateReason),
    ];

    /// <summary>The focus by its name or its written code; empty if none is given.</summary>
    async Task<string> FocusAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var written = parsed.GetValue(_focus) ?? "";
        if (written.Length == 0 || written.StartsWith("projects/", StringComparison.Ordinal))
        {
            return written;
        }

        var resolved = await api.Catalogue.ResolveCodeAsync(
            new() { Code = written }, cancellationToken: cancellation);
        return resolved.Foci.Count == 1
            ? resolved.Foci[0].Name
            : throw new IOException($"'{written}' means {resolved.Foci.Count} foci: name one, for example NCP24-14b");
    }

    static Option<string> Needed(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        Required = true,
    };
}

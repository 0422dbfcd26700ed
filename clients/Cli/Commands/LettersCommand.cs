using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery letters</c>: what departments were told.</summary>
sealed class LettersCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListLettersRequest, ListLettersResponse, Letter> Letters => new()
    {
        Method = api => api.WorkGroups.ListLettersAsync,
        Rows = page => page.Letters,
        Noun = ("letter", "letters"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "create_time desc",
        Columns =
        [
            new("written", (letter, _) => England.Day(letter.CreateTime), 11),
            new("to", (letter, _) => letter.RecipientName, 14),
            new("about", (letter, _) => letter.Kind.Plain()),
            new("state", (letter, _) => letter.State.Plain()),
            new("sent", (letter, _) => England.Day(letter.SendTime), 11),
            new("e-mail", (letter, _) => letter.Email, 30),
            new("subject", (letter, _) => letter.Subject, 24),
            new("why", (letter, _) => letter.StateReason, 24),
        ],
        Filters =
        [
            ListFilter.OneOf<Letter.Types.Kind>("--about", "kind", "The decision that it tells."),
            ListFilter.OneOf<Letter.Types.State>("--state", "state", "Whether it is sent."),
        ],
    };

    readonly HubOptions _hub = new();

    readonly Argument<string> _letter = new("letter") { Description = "The letter, hubs/HUB/letters/ID." };

    readonly NameList _letters = new("letter", "letters");

    public Command Build() => new("letters", "What departments were told about their applications.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists letters, the newest first.", Letters, _hub),
        new Command("show", "Shows a letter as it is written.") { _letter }.Calls(
            terminal, connection, async (api, parsed, cancellation) => terminal.Write(
                connection, parsed, await api.WorkGroups.GetLetterAsync(
                    new() { Name = parsed.GetRequiredValue(_letter) }, cancellationToken: cancellation), Write), _hub),
        new Command("mark-sent", "Marks letters that you have sent by hand.") { _letters.Names, _letters.File }
            .CallsForExit(terminal, connection, (api, parsed, cancellation) => MarkAsync(
                new(api, parsed, _hub.Name(parsed), cancellation)), _hub),
    };

    async Task<int> MarkAsync(ListCall call)
    {
        var report = new BulkReport(terminal, connection.Json(call.Parsed));
        foreach (var (line, name) in _letters.Read(call.Parsed, call.Hub))
        {
            await report.RunAsync(line, name, () => MarkAsync(call, name));
        }

        return report.Finish();
    }

    static async Task<(BulkOutcome, string)> MarkAsync(ListCall call, string name)
    {
        var letter = await call.Api.WorkGroups.GetLetterAsync(
            new() { Name = name }, cancellationToken: call.Cancellation);
        var text = $"to {letter.RecipientName}, “{letter.Subject}”";
        if (letter.State == Letter.Types.State.SentByHand)
        {
            return (BulkOutcome.Unchanged, text);
        }

        await call.Api.WorkGroups.MarkLetterSentAsync(
            new MarkLetterSentRequest { Name = name, Etag = letter.Etag }.WithRequestId(),
            cancellationToken: call.Cancellation);
        return (BulkOutcome.Done, text);
    }

    void Write(Letter letter)
    {
        terminal.OutputWriter.WriteLine($"To:      {letter.RecipientName} <{letter.Email}>");
        terminal.OutputWriter.WriteLine($"Subject: {letter.Subject}");
        terminal.OutputWriter.WriteLine($"State:   {letter.State.Plain()} {England.Moment(letter.SendTime)}".TrimEnd());
        terminal.OutputWriter.WriteLine($"{letter.StateReason}\n\n{letter.Text}".TrimStart('\n'));
    }
}

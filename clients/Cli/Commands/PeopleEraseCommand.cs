using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people erase</c>: erases a person who asks for it. Nothing brings that back, so it takes
/// <c>--apply</c>.</summary>
sealed class PeopleEraseCommand(
    Terminal terminal, ConnectionOptions connection, HubOptions hub, Argument<string> person)
{
    readonly Option<string> _reason = new("--reason")
    {
        Description = "Why. It is kept, so it may not name the person.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<bool> _apply = new("--apply")
    {
        Description = "Erases the person; without it, only says what would come of it.",
    };

    public Command Build() => new Command("erase",
        "Erases a person who asks for it, in every service, for good. Run again, it asks services that were away.")
    {
        person, _reason, _apply,
    }.Calls(terminal, connection, EraseAsync, hub);

    async Task EraseAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var written = parsed.GetRequiredValue(person);
        var name = written.StartsWith("hubs/", StringComparison.Ordinal) ? written
            : (await new PersonFinder(api, hub.Name(parsed), cancellation).FindAsync(written)).Name;
        var before = await api.People.GetParticipantAsync(new() { Name = name }, cancellationToken: cancellation);
        var apply = parsed.GetValue(_apply);
        EraseParticipantRequest request = new()
        {
            Name = name,
            Reason = parsed.GetRequiredValue(_reason),
            ValidateOnly = !apply,
        };
        var answer = await api.People.EraseParticipantAsync(request, cancellationToken: cancellation);
        if (apply && answer.PendingServices.Count > 0)
        {
            // The first call erases and notes whom to ask; the same again asks them at once.
            answer = await api.People.EraseParticipantAsync(request, cancellationToken: cancellation);
        }

        terminal.Write(connection, parsed, answer, erased => Say(before, erased, apply));
    }

    void Say(Participant before, EraseParticipantResponse answer, bool applied)
    {
        // Of an erased record no name is left to say.
        var called = before.State == Participant.Types.State.Erased ? before.Name : Names.Called(before);
        var records = answer.Names.Count == 1 ? "1 record" : $"{answer.Names.Count:N0} records";
        Line(applied
            ? $"erased: {answer.Participant.Name}"
            : $"{called} would be erased, in {records}; say --apply to erase them for good");
        if (applied && answer.PendingServices.Count > 0)
        {
            Line($"not confirmed yet: {string.Join(", ", answer.PendingServices)}");
            Line($"they are asked until they have, or now by the same command with {answer.Participant.Name}");
        }

        foreach (var text in answer.Unattributed)
        {
            Line($"to read, and to change where it names them: {text.Resource}: {string.Join(", ", text.Fields)}");
        }

        foreach (var other in answer.OtherHubs)
        {
            Line($"to be erased there too, where they are on record: {other}");
        }
    }

    void Line(string text) => terminal.Out.WriteLine(text);
}

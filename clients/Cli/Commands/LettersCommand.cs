using System.CommandLine;
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

    public Command Build() => new("letters", "What departments were told about their applications.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists letters, the newest first.", Letters, new HubOptions()),
    };
}

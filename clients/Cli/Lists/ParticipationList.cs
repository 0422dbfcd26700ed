using System.CommandLine;
using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;

namespace Mastery.Cli.Lists;

/// <summary><c>mastery participations list</c>: what departments took part in before.</summary>
sealed class ParticipationList(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListPastParticipationsRequest, ListPastParticipationsResponse, PastParticipation> All => new()
    {
        Method = api => api.People.ListPastParticipationsAsync,
        Rows = page => page.PastParticipations,
        Noun = ("past participation", "past participations"),
        Parent = call => Task.FromResult($"{call.Hub}/departments/-"),
        OrderBy = "academic_year desc",
        Columns =
        [
            new("department", (past, names) => names.Of(past.Name.Split("/participations/")[0]), 28),
            new("year", (past, _) => AcademicYear.Slashed(past.AcademicYear), 7),
            new("stage", (past, _) => past.Stage.Plain()),
            new("code", (past, _) => past.Code, 9),
            new("Advocates", (past, names) => string.Join(", ", past.Leads.Select(names.Of)), 12),
            new("then at", (past, names) => names.Of(past.School), 14),
            new("source", (past, _) => past.Source),
        ],
        Filters =
        [
            ListFilter.Year(),
            ListFilter.OneOf<Stage>("--stage", "stage", "The stage of the programme."),
            ListFilter.Is("--code", "code", "The code of the project, for example NCP21-12.", "code"),
            ListFilter.School(),
        ],
    };

    public Command Build() => new ListVerb(terminal, connection).Build(
        "list", "Lists what the hub's departments took part in, the newest first.", All, new HubOptions());
}

using System.CommandLine;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery work-groups</c>.</summary>
sealed class WorkGroupsCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListWorkGroupsRequest, ListWorkGroupsResponse, WorkGroup> WorkGroups => new()
    {
        Method = api => api.WorkGroups.ListWorkGroupsAsync,
        Rows = page => page.WorkGroups,
        Noun = ("Work Group", "Work Groups"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "display_name",
        Columns =
        [
            new("title", (group, _) => group.DisplayName, 32),
            new("focus", (group, names) => names.Of(group.Focus), 9),
            new("year", (group, _) => AcademicYear.Slashed(group.AcademicYear), 7),
            new("state", (group, _) => group.State.Plain()),
            new("places taken", (group, _) => $"{group.EnrolledCount} of {group.Capacity}", 8, Right: true),
            new("led by", (group, names) => string.Join(", ", group.WorkGroupLeads.Select(names.Of)), 12),
            new("stage", (group, _) => group.Stage.Plain()),
            new("theme", (group, _) => group.Theme),
        ],
        Filters =
        [
            ListFilter.Year(),
            ListFilter.OneOf<WorkGroup.Types.State>("--state", "state", "Where the Work Group is."),
            ListFilter.Focus(),
            ListFilter.OneOf<Stage>("--stage", "stage", "The stage of the programme."),
        ],
    };

    public Command Build() => new("work-groups", "The Work Groups of a hub.")
    {
        new ListVerb(terminal, connection).Build(
            "list", "Lists Work Groups with their places.", WorkGroups, new HubOptions()),
        new WorkGroupPlansCommand(terminal, connection).Build(),
    };
}

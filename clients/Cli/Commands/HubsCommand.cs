using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery hubs</c>.</summary>
sealed class HubsCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListHubsRequest, ListHubsResponse, Hub> Hubs => new()
    {
        Method = api => api.Schools.ListHubsAsync,
        Rows = page => page.Hubs,
        Noun = ("hub", "hubs"),
        OrderBy = "display_name",
        Columns =
        [
            new("name", (hub, _) => hub.DisplayName, 24),
            new("id", (hub, _) => hub.Name["hubs/".Length..], 14),
            new("region", (hub, _) => hub.Region),
            new("contact", (hub, _) => hub.ContactEmail, 24),
            new("lead schools", (hub, _) => string.Join(", ", hub.LeadSchools
                .Where(school => school.EndDate.Length == 0).Select(school => school.DisplayName)), 12),
            new("areas", (hub, _) => $"{hub.Areas.Count}", 5, Right: true),
        ],
        Filters = [ListFilter.Is("--region", "region", "The region.")],
    };

    static ListOf<ListUnplacedAuthoritiesRequest, ListUnplacedAuthoritiesResponse, UnplacedAuthority> Unplaced =>
        new()
        {
            Method = api => api.Schools.ListUnplacedAuthoritiesAsync,
            Rows = page => page.Authorities,
            Noun = ("local authority is in no hub", "local authorities are in no hub"),
            Columns =
            [
                new("code", (authority, _) => authority.LocalAuthority.Code, 4),
                new("local authority", (authority, _) => authority.LocalAuthority.DisplayName, 18),
                new("open schools", (authority, _) => $"{authority.SchoolCount:N0}", Right: true),
                new("secondary", (authority, _) => $"{authority.SecondaryCount:N0}", Right: true),
            ],
            Advice = "Add each, or districts of it, to the areas of a hub; or assign single schools.",
        };

    public Command Build() => new("hubs", "The hubs and the areas that they serve.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists the hubs and whom to ask.", Hubs),
        new FileImport(terminal, connection).Build(
            "Sets names, regions and contacts of hubs from a file, and creates hubs that are new.",
            HubsImport.Needed, HubsImport.RunAsync),
        new ListVerb(terminal, connection).Build(
            "unplaced", "The local authorities that no hub serves: an operator decides.", Unplaced),
    };
}

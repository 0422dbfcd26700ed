using System.CommandLine;
using Grpc.Core;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery projects</c>: what the programme offers, and a hub's own local projects.</summary>
sealed class ProjectsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Option<bool> _local = new("--local") { Description = "The hub's local projects only." };

    readonly HubOptions _hub = new();

    readonly Argument<string> _project = new("code")
    {
        Description = "The project's code, as people write it: YH-ORACY.",
    };

    readonly Argument<string> _new = new("code")
    {
        Description = "The new code: the hub's own letters, a hyphen, a short word, and for a repeat the year, as in "
            + "YH-ORACY or YH-ORACY-25.",
    };

    readonly Option<string> _title = new("--title")
    {
        Description = "The title, as departments read it.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<string[]> _foci = new("--focus")
    {
        Description = "The title of a focus; may be repeated. They get the letters a, b, c …",
        HelpName = "text",
        Required = true,
    };

    readonly Option<Subject[]> _subjects = new("--subject")
    {
        Description = "The subject of the departments; may be repeated; mathematics when left out.",
        HelpName = "mathematics|science",
    };

    readonly Option<string?> _year = YearOption.Create();

    readonly Option<Phase?> _phase = WordOption.Of<Phase>(
        "--phase", "The phase of schooling; secondary when left out.");

    readonly Option<string[]> _aims = new("--aim")
    {
        Description = "What it is for; may be repeated.",
        HelpName = "text",
    };

    readonly Option<string?> _audience = new("--audience") { Description = "Who can take part.", HelpName = "text" };

    readonly Option<string?> _continues = new("--continues")
    {
        Description = "The code of the earlier year's project that it carries on.",
        HelpName = "code",
    };

    ListOf<ListProjectsRequest, ListProjectsResponse, Project> Projects => new()
    {
        Method = api => api.Catalogue.ListProjectsAsync,
        Rows = page => page.Projects,
        Noun = ("project", "projects"),
        OrderBy = "code",
        Columns =
        [
            new("code", (project, _) => project.Code, 14),
            new("title", (project, _) => project.DisplayName, 30),
            new("year", (project, _) => AcademicYear.Slashed(project.AcademicYear), 7),
            new("stage", (project, _) => project.Stage.Plain()),
            new("state", (project, _) => project.State.Plain(), 9),
        ],
        Filters =
        [
            ListFilter.Year(),
            ListFilter.OneOf<Stage>("--stage", "stage", "The stage of the programme."),
            ListFilter.OneOf<Project.Types.State>("--state", "state", "Where the project is."),
            new(_local, call => Task.FromResult(
                call.Parsed.GetValue(_local) ? $"hub = {ListFilter.Quoted(call.Hub)}" : null)),
        ],
        Advice = "mastery projects show CODE has the foci.",
    };

    public Command Build() => new("projects", "What the programme offers, and the hub's own local projects.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists projects.", Projects, _hub),
        new Command("show", "Shows a project with its foci.") { _project }.Calls(
            terminal, connection, async (api, parsed, cancellation) => await TellAsync(
                api, parsed, await FoundAsync(api, parsed.GetRequiredValue(_project), cancellation), cancellation),
            _hub),
        new Command("create", "Makes a local project of the hub, as a draft with its foci.")
        {
            _new, _title, _foci, _subjects, _year, _phase, _aims, _audience, _continues,
        }.Calls(terminal, connection, CreateAsync, _hub),
        new Command("publish", "Opens a project to Work Groups and applications.") { _project }.Calls(
            terminal, connection, PublishAsync, _hub),
        new Command("retire", "Closes a project to new Work Groups.") { _project }.Calls(
            terminal, connection, (api, parsed, cancellation) => ChangeAsync(
                api, parsed, found => api.Catalogue.RetireProjectAsync(
                    new() { Name = found.Name, Etag = found.Etag }, cancellationToken: cancellation), cancellation),
            _hub),
        new ProjectYearCommands(terminal, connection).Copy(_project, _hub),
        new ProjectYearCommands(terminal, connection).Check(_project, _hub),
        new ProjectYearCommands(terminal, connection).Revisions(_project, _hub),
    };

    async Task CreateAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var wanted = await WantedAsync(api, parsed, cancellation);
        var foci = parsed.GetRequiredValue(_foci).Select(title => new Focus
        {
            DisplayName = title,
            Subjects = { parsed.GetValue(_subjects) is { Length: > 0 } given ? given : [Subject.Mathematics] },
        });
        await TellAsync(
            api, parsed, await LocalProjectDraft.CreateAsync(api, wanted, [.. foci], cancellation), cancellation);
    }

    async Task<Project> WantedAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => new()
    {
        Code = Code(parsed.GetRequiredValue(_new)),
        DisplayName = parsed.GetRequiredValue(_title),
        AcademicYear = parsed.GetValue(_year) ?? "",
        Stage = Stage.Local,
        Phase = parsed.GetValue(_phase) ?? Phase.Secondary,
        Aims = { parsed.GetValue(_aims) ?? [] },
        Audience = parsed.GetValue(_audience) ?? "",
        Continues = parsed.GetValue(_continues) is { } code ? (await FoundAsync(api, code, cancellation)).Name : "",
        Hub = _hub.Name(parsed),
    };

    /// <summary>Publishes a project and says what is left to read again in it, which keeps nothing from being
    /// published.</summary>
    async Task PublishAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        await ChangeAsync(
            api, parsed, found => api.Catalogue.PublishProjectAsync(
                new() { Name = found.Name, Etag = found.Etag }, cancellationToken: cancellation), cancellation);
        var found = await FoundAsync(api, parsed.GetRequiredValue(_project), cancellation);
        var check = await api.Catalogue.CheckProjectAsync(new() { Name = found.Name }, cancellationToken: cancellation);
        if (check.StaleTexts.Count > 0 && !connection.Json(parsed))
        {
            ProjectText.Write(terminal, check.StaleTexts);
        }
    }

    async Task ChangeAsync(
        ApiClients api, ParseResult parsed, Func<Project, AsyncUnaryCall<Project>> change,
        CancellationToken cancellation)
    {
        var found = await FoundAsync(api, parsed.GetRequiredValue(_project), cancellation);
        await TellAsync(api, parsed, await change(found), cancellation);
    }

    async Task TellAsync(ApiClients api, ParseResult parsed, Project project, CancellationToken cancellation)
    {
        if (connection.Json(parsed))
        {
            terminal.Write(connection, parsed, project, _ => { });
            return;
        }

        var foci = await api.Catalogue.ListFociAsync(new() { Parent = project.Name }, cancellationToken: cancellation);
        ProjectText.Write(terminal, project, foci.Foci);
    }

    /// <summary>The project of a code as people write it, a draft too.</summary>
    internal static async Task<Project> FoundAsync(ApiClients api, string code, CancellationToken cancellation) =>
        await api.Catalogue.GetProjectAsync(new() { Name = $"projects/{ProjectOf(code)}" },
            cancellationToken: cancellation);

    static string ProjectOf(string written) => WrittenCode.Parse(written) is { } national
        ? national.Letters is "" ? $"{national.Project}" : throw OfFocus(written)
        : WrittenLocalCode.Parse(written) switch
        {
            [] => throw new IOException($"'{written}' is no code of a project: they are as NCP24-14 and YH-ORACY"),
            [{ Letters: "" } local, ..] => $"{local.Project}",
            _ => throw OfFocus(written),
        };

    static IOException OfFocus(string written) =>
        new($"'{written}' is the code of a focus: give that of its project, for example YH-ORACY");

    /// <summary>A code in the capital letters in which it is kept.</summary>
    internal static string Code(string written) => written.Trim().ToUpperInvariant();
}

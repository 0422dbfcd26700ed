using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.FocusCatalogue.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary>What is done with a project from year to year: its copy, what to read again in it, and its
/// revisions.</summary>
sealed class ProjectYearCommands(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _copied = new("new-code")
    {
        Description = "The code of the copy: NCP25-14, YH-ORACY-25.",
    };

    readonly Option<string?> _year = YearOption.Create();

    readonly Option<bool> _dryRun = new("--dry-run", "--validate-only")
    {
        Description = "Shows the copy and what to read again in it, and makes nothing.",
    };

    /// <summary><c>copy</c>.</summary>
    public Command Copy(Argument<string> project, HubOptions hub) =>
        new Command("copy", "Makes next year's draft of a project, with its foci.")
        {
            project, _copied, _year, _dryRun,
        }.Calls(terminal, connection, async (api, parsed, cancellation) =>
        {
            var found = await ProjectsCommand.FoundAsync(api, parsed.GetRequiredValue(project), cancellation);
            var copy = await api.Catalogue.CopyProjectAsync(new CopyProjectRequest
            {
                Name = found.Name,
                Code = ProjectsCommand.Code(parsed.GetRequiredValue(_copied)),
                AcademicYear = parsed.GetValue(_year) ?? "",
                ValidateOnly = parsed.GetValue(_dryRun),
            }.WithRequestId(), cancellationToken: cancellation);
            terminal.Write(connection, parsed, copy, made => Tell(made, parsed.GetValue(_dryRun)));
        }, hub);

    /// <summary><c>check</c>.</summary>
    public Command Check(Argument<string> project, HubOptions hub) =>
        new Command("check", "Says what to read again in a project before it is published.") { project }.Calls(
            terminal, connection, async (api, parsed, cancellation) =>
            {
                var found = await ProjectsCommand.FoundAsync(api, parsed.GetRequiredValue(project), cancellation);
                var answer = await api.Catalogue.CheckProjectAsync(
                    new() { Name = found.Name }, cancellationToken: cancellation);
                terminal.Write(connection, parsed, answer, check => ProjectText.Write(terminal, check.StaleTexts));
            }, hub);

    /// <summary><c>revisions</c>.</summary>
    public Command Revisions(Argument<string> project, HubOptions hub) =>
        new Command("revisions", "Lists the published revisions of a project.") { project }.Calls(
            terminal, connection, async (api, parsed, cancellation) =>
            {
                var found = await ProjectsCommand.FoundAsync(api, parsed.GetRequiredValue(project), cancellation);
                var answer = await api.Catalogue.ListProjectRevisionsAsync(
                    new() { Name = found.Name, PageSize = 1000 }, cancellationToken: cancellation);
                terminal.Write(connection, parsed, answer, Tell);
            }, hub);

    void Tell(CopyProjectResponse copy, bool dryRun)
    {
        terminal.Out.WriteLine(dryRun ? "This would be made; nothing is made yet." : "This is made, as a draft.");
        ProjectText.Write(terminal, copy.Project, copy.Foci);
        ProjectText.Write(terminal, copy.StaleTexts);
    }

    void Tell(ListProjectRevisionsResponse answer)
    {
        if (answer.Revisions.Count == 0)
        {
            terminal.Out.WriteLine("It was never published.");
        }

        foreach (var revision in answer.Revisions)
        {
            terminal.Out.WriteLine($"  {revision.Revision,4}  {England.Moment(revision.PublishTime)}");
        }
    }
}

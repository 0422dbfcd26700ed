using System.CommandLine;
using Google.Protobuf;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Cli.Rosters;
using Mastery.Cli.SubjectAccess;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery people export</c>: all that is held of a person, for a subject access request.</summary>
sealed class PeopleExportCommand(
    Terminal terminal, ConnectionOptions connection, HubOptions hub, Argument<string> person)
{
    readonly Option<string> _format = new("--format")
    {
        Description = "The format: text, html or json; text when left out.",
        DefaultValueFactory = _ => "text",
        HelpName = "word",
    };

    readonly Option<FileInfo> _to = new("--to")
    {
        Description = "The file to write, which nobody but you may read then.",
        HelpName = "file",
        Required = true,
    };

    public Command Build()
    {
        _format.AcceptOnlyFromAmong("text", "html", "json");
        return new Command("export",
            "Writes all that is held of a person, for a subject access request: records, history, who read them.")
        {
            person, _format, _to,
        }.Calls(terminal, connection, ExportAsync, hub);
    }

    async Task ExportAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var written = parsed.GetRequiredValue(person);
        var name = written.StartsWith("hubs/", StringComparison.Ordinal) ? written
            : (await new PersonFinder(api, hub.Name(parsed), cancellation).FindAsync(written)).Name;
        var data = await api.People.ExportParticipantDataAsync(new() { Name = name }, cancellationToken: cancellation);
        var to = parsed.GetRequiredValue(_to);
        await PrivateFile.WriteAsync(to.FullName, parsed.GetRequiredValue(_format) switch
        {
            "json" => JsonFormatter.Default.Format(data),
            "html" => new PersonSheet(data).Page(),
            _ => new PersonSheet(data).Text(),
        }, cancellation);
        var (records, changes, reads) = (data.Records.Count, data.Changes.Count, data.SensitiveReads.Count);
        terminal.Out.MarkupLineInterpolated(
            $"written to {to.FullName}: {records:N0} records, {changes:N0} changes, {reads:N0} reads");
        var unread = data.Records.Count(record => record.UnattributedFields.Count > 0);
        if (unread > 0)
        {
            terminal.Out.MarkupLineInterpolated(
                $"{unread:N0} of the records have text that may be about anybody: read it, and add what is about them");
        }
    }
}

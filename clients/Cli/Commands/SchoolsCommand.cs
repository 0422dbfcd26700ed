using System.CommandLine;
using Google.Protobuf.Collections;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery schools</c>.</summary>
sealed class SchoolsCommand(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _number = new("number") { Description = "A URN, a LAESTAB (382/4020) or a UKPRN." };

    static ListOf<ListSchoolsRequest, ListSchoolsResponse, School> Schools => new()
    {
        Method = api => api.Schools.ListSchoolsAsync,
        Rows = page => page.Schools,
        Noun = ("school", "schools"),
        OrderBy = "display_name",
        Columns =
        [
            new("school", (school, _) => school.DisplayName, 26),
            new("URN", (school, _) => school.Urn, 6),
            new("state", (school, _) => Words(school.Status)),
            new("phase", (school, _) => school.Phase.Plain()),
            new("hub", (school, _) => school.Hub.Replace("hubs/", "", StringComparison.Ordinal), 12),
            new("local authority", (school, _) => school.LocalAuthority?.DisplayName ?? "", 12),
            new("postcode", (school, _) => school.Address?.Postcode ?? "", 8),
            new("trust", (school, _) => school.Trust?.DisplayName ?? "", 12),
        ],
        Filters =
        [
            ListFilter.Words("--name", "display_name", "Words of the name; the last may be the beginning of one."),
            ListFilter.Starts("--postcode", "address.postcode", "What the postcode begins with."),
            ListFilter.Is("--authority", "local_authority.code", "The code of the local authority.", "code"),
            ListFilter.Is("--trust", "trust.code", "The UID of the trust.", "uid"),
            ListFilter.Of<string>("--hub", "The id of the hub.", "id", id => $"hub = \"hubs/{id}\""),
            ListFilter.OneOf<School.Types.Status>("--state", "status", "Whether it is open."),
            ListFilter.OneOf<School.Types.Phase>("--phase", "phase", "The phase."),
        ],
    };

    public Command Build() => new("schools", "The directory of schools.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists schools.", Schools),
        new ImportCommand(terminal, connection).Build(
            "Imports schools from a GIAS establishment file. Nothing is ever deleted, what the file does not say or a "
                + "newer one has said stays, and running a file again changes nothing.",
            ImportAsync),
        History(),
        Show(),
    };

    Task<ImportReport> ImportAsync(ApiClients api, ImportSource source, CancellationToken cancellation) =>
        new ImportRun<SchoolRecord>(
            terminal,
            GiasSchoolReader.Open,
            (records, day, cancelled) => api.Schools.SendAsync(records, day, source.ValidateOnly, cancelled),
            ExtractDay.Newest)
            .RunAsync(source, cancellation);

    Command History() =>
        new Command("history", "What came before and after a school.") { _number }.Calls(
            terminal, connection, async (api, parsed, cancellation) =>
            {
                var urn = await UrnAsync(api, parsed.GetRequiredValue(_number), cancellation);
                terminal.Write(connection, parsed, await api.Schools.GetSchoolHistoryAsync(
                    new() { Name = $"schools/{urn}" }, cancellationToken: cancellation), Write);
            });

    Command Show() =>
        new Command("show", "A school, its hub and what it is, with the reasons.") { _number }.Calls(
            terminal, connection, async (api, parsed, cancellation) => terminal.Write(
                connection, parsed, await api.Schools.LookupSchoolAsync(
                    new() { Number = parsed.GetRequiredValue(_number) }, cancellationToken: cancellation),
                found => found.Schools.ToList().ForEach(Write)));

    void Write(School school)
    {
        terminal.Out.MarkupLineInterpolated(
            $"[bold]{school.DisplayName}[/]  URN {school.Urn}, {Words(school.Status)}");
        foreach (var (label, text) in new[]
        {
            ("hub", school.HubDisplayName),
            ("", school.HubExplanation),
            ("contact", Contact(school)),
            ("funding", school.StateFundedExplanation),
            ("phase", school.SecondaryExplanation),
            ("place", school.InEnglandExplanation),
            ("trust", school.Trust?.DisplayName ?? ""),
            ("address", string.Join(", ", new[] { school.Address?.Town, school.Address?.Postcode }
                .Where(part => !string.IsNullOrEmpty(part)))),
        }.Where(line => line.Item2.Length > 0))
        {
            terminal.Out.MarkupLineInterpolated($"  {label,-10} {text}");
        }
    }

    static string Contact(School school) => school switch
    {
        { Hub: "" } => "",
        { HubContactEmail: "" } => "no e-mail address of the hub is on record",
        _ => $"{school.HubContactEmail}, to talk about taking part",
    };

    // A URN may be known only from links, so it is not looked up first.
    static async Task<string> UrnAsync(ApiClients api, string number, CancellationToken cancellation)
    {
        if (number.Length == 6)
        {
            return number;
        }

        var found = await api.Schools.LookupSchoolAsync(new() { Number = number }, cancellationToken: cancellation);
        return found.Schools[0].Urn;
    }

    void Write(SchoolHistory history)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{history.School}[/]");
        terminal.Out.MarkupLineInterpolated($"  predecessors  {Names(history.Predecessors)}");
        terminal.Out.MarkupLineInterpolated($"  successors    {Names(history.Successors)}");
        foreach (var link in history.Successions)
        {
            terminal.Out.MarkupLineInterpolated(
                $"  {link.Predecessor} → {link.Successor}  {link.LinkType}{State(link)}");
        }

        if (history.Cyclic)
        {
            terminal.Out.MarkupLine("  [yellow]links here lead back to where they start, so they are not followed[/]");
        }

        if (history.Queued)
        {
            terminal.Out.MarkupLine("  [yellow]a person must decide on its successors: mastery successions queue[/]");
        }
    }

    /// <summary>Whether a school is open, in words.</summary>
    public static string Words(School.Types.Status status) => status switch
    {
        School.Types.Status.Open => "open",
        School.Types.Status.Closed => "closed",
        School.Types.Status.ProposedToClose => "open, but proposed to close",
        School.Types.Status.ProposedToOpen => "proposed to open",
        _ => "state unknown",
    };

    static string State(Succession link) =>
        link.WithdrawnDate.Length > 0 ? $", withdrawn on {link.WithdrawnDate}"
        : link.DecisionReason.Length > 0 ? $", {(link.Followed ? "confirmed" : "ruled out")}: {link.DecisionReason}"
        : link.Followed ? "" : ", not followed";

    static string Names(RepeatedField<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}

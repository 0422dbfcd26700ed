using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery trusts</c>.</summary>
sealed partial class TrustsCommand(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;

    readonly Argument<string> _uid = new("uid") { Description = "The UID of the trust in GIAS." };

    readonly Argument<string> _words = new("words")
    {
        Description = "Words of the name; the last may be a beginning, ending in *.",
        DefaultValueFactory = _ => "",
    };

    readonly Option<bool> _open = new("--open") { Description = "Open trusts only." };

    readonly Option<string> _day = new("--date")
    {
        Description = "The day on which the schools belong to it; today when left out.",
        HelpName = "yyyy-MM-dd",
        DefaultValueFactory = _ => DateTime.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    readonly Option<bool> _all = new("--all") { Description = "All schools that ever belonged to it, with the days." };

    public Command Build() => new("trusts", "The trusts of the directory and their schools.")
    {
        new ImportCommand(terminal, connection).Build(
            "Imports trusts from a GIAS groups file, or which schools belong to them from a group links file, "
                + "whichever it is. Nothing is ever deleted, what the file does not say or a newer one has said stays.",
            ImportAsync,
            "schools that it does not have have left their trusts",
            "alllinksdata"),
        new Command("list", "Lists trusts.") { _words, _open }.Calls(terminal, connection, ListAsync),
        new Command("show", "A trust and its schools.") { _uid, _day, _all }.Calls(terminal, connection, ShowAsync),
    };

    async Task<ImportReport> ImportAsync(ApiClients api, ImportSource source, CancellationToken cancellation)
    {
        if (await FitsAsync(source.Path))
        {
            var complete = source.Complete ?? WholeExtract().IsMatch(Path.GetFileName(source.Path));
            return await new ImportRun<TrustMembershipRecord>(
                terminal,
                GiasTrustMembershipReader.Open,
                (records, day, cancelled) =>
                    api.Schools.SendAsync(records, day, complete, source.ValidateOnly, cancelled))
                .RunAsync(source, cancellation);
        }

        return await new ImportRun<TrustRecord>(
            terminal,
            GiasTrustReader.Open,
            (records, day, cancelled) => api.Schools.SendAsync(records, day, source.ValidateOnly, cancelled))
            .RunAsync(source, cancellation);
    }

    static async Task<bool> FitsAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return GiasTrustMembershipReader.Fits(file);
    }

    async Task ListAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var words = parsed.GetValue(_words)!.Replace("\"", "", StringComparison.Ordinal);
        string[] conditions =
        [
            .. words.Length > 0 ? [$"display_name:\"{words}\""] : Array.Empty<string>(),
            .. parsed.GetValue(_open) ? ["status = STATUS_OPEN"] : Array.Empty<string>(),
        ];
        var answer = await api.Schools.ListTrustsAsync(new()
        {
            PageSize = PageSize,
            Filter = string.Join(" AND ", conditions),
            OrderBy = "display_name",
        }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, answer, Write);
    }

    void Write(ListTrustsResponse answer)
    {
        var table = new Table().AddColumns("UID", "name", "kind", "state");
        foreach (var trust in answer.Trusts)
        {
            table.AddRow(
                new Text(trust.Uid), new Text(trust.DisplayName), new Text(Words(trust.Type)), new Text(State(trust)));
        }

        terminal.Out.Write(table);
        if (answer.NextPageToken.Length > 0)
        {
            terminal.Out.MarkupLineInterpolated($"the first {answer.Trusts.Count:N0}: give more words for fewer");
        }
    }

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var name = $"trusts/{parsed.GetRequiredValue(_uid)}";
        var trust = await api.Schools.GetTrustAsync(new() { Name = name }, cancellationToken: cancellation);
        var schools = await api.Schools.ListTrustMembershipsAsync(new()
        {
            Parent = name,
            PageSize = PageSize,
            OnDate = parsed.GetValue(_all) ? "" : parsed.GetValue(_day)!,
        }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, schools, answer => Write(trust, answer));
    }

    void Write(Trust trust, ListTrustMembershipsResponse schools)
    {
        terminal.Out.MarkupLineInterpolated($"[bold]{trust.DisplayName}[/]  UID {trust.Uid}, {State(trust)}");
        foreach (var (label, text) in new[]
        {
            ("kind", Words(trust.Type)), ("company", trust.CompaniesHouseNumber), ("UKPRN", trust.Ukprn),
            ("opened", trust.OpenDate),
        }.Where(line => line.Item2.Length > 0))
        {
            terminal.Out.MarkupLineInterpolated($"  {label,-10} {text}");
        }

        var table = new Table().AddColumns("URN", "school", "joined", "left");
        foreach (var school in schools.TrustMemberships)
        {
            table.AddRow(
                new Text(school.School["schools/".Length..]),
                new Text(school.SchoolDisplayName),
                new Text(school.JoinDate.Length > 0 ? school.JoinDate : $"{school.FirstSeenDate} or before"),
                new Text(school.LeaveDate));
        }

        terminal.Out.Write(table);
        terminal.Out.MarkupLineInterpolated($"{schools.TrustMemberships.Count:N0} schools");
    }

    static string Words(Trust.Types.Type type) => type switch
    {
        Trust.Types.Type.Foundation => "foundation trust",
        Trust.Types.Type.MultiAcademy => "multi-academy trust",
        Trust.Types.Type.SingleAcademy => "single-academy trust",
        Trust.Types.Type.SecureSingleAcademy => "secure single-academy trust",
        _ => "",
    };

    static string State(Trust trust) => trust.Status switch
    {
        Trust.Types.Status.Open => "open",
        Trust.Types.Status.Closed => trust.CloseDate.Length > 0 ? $"closed on {trust.CloseDate}" : "closed",
        Trust.Types.Status.ProposedToOpen => "proposed to open",
        _ => "state unknown: import a groups file",
    };

    [GeneratedRegex(@"^alllinksdata[0-9]{8}\.csv\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeExtract();
}

using System.CommandLine;
using System.Text.RegularExpressions;
using Mastery.Cli.Connection;
using Mastery.Cli.Gias;
using Mastery.Cli.Importing;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery trusts</c>.</summary>
sealed partial class TrustsCommand(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;

    readonly Argument<string> _uid = new("uid") { Description = "The UID of the trust in GIAS." };

    readonly Option<string> _day = new("--date")
    {
        Description = "The day on which the schools belong to it; today when left out.",
        HelpName = "yyyy-MM-dd",
        DefaultValueFactory = _ => IsoDate.Text(England.Today),
    };

    readonly Option<bool> _all = new("--all") { Description = "All schools that ever belonged to it, with the days." };

    static ListOf<ListTrustsRequest, ListTrustsResponse, Trust> Trusts => new()
    {
        Method = api => api.Schools.ListTrustsAsync,
        Rows = page => page.Trusts,
        Noun = ("trust", "trusts"),
        OrderBy = "display_name",
        Columns =
        [
            new("trust", (trust, _) => trust.DisplayName, 26),
            new("UID", (trust, _) => trust.Uid, 5),
            new("kind", (trust, _) => Words(trust.Type), 12),
            new("state", (trust, _) => State(trust), 12),
        ],
        Filters =
        [
            ListFilter.Words("--name", "display_name", "Words of the name; the last may be the beginning of one."),
            ListFilter.OneOf<Trust.Types.Status>("--state", "status", "Whether it is open."),
        ],
    };

    public Command Build() => new("trusts", "The trusts of the directory and their schools.")
    {
        new ImportCommand(terminal, connection).Build(
            "Imports trusts from a GIAS groups file, or which schools belong to them from a group links file, "
                + "whichever it is. Nothing is ever deleted, what the file does not say or a newer one has said stays.",
            ImportAsync,
            "schools that it does not have have left their trusts",
            "alllinksdata"),
        new ListVerb(terminal, connection).Build("list", "Lists trusts.", Trusts),
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

    async Task ShowAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var name = $"trusts/{parsed.GetRequiredValue(_uid)}";
        var trust = await api.Schools.GetTrustAsync(new() { Name = name }, cancellationToken: cancellation);
        var request = new ListTrustMembershipsRequest
        {
            Parent = name,
            PageSize = PageSize,
            OnDate = parsed.GetValue(_all) ? "" : parsed.GetValue(_day)!,
        };
        var schools = await Paging.AllAsync(api.Schools.ListTrustMembershipsAsync, request,
            page => page.TrustMemberships, cancellation).ToListAsync(cancellation);
        terminal.Write(connection, parsed, new ListTrustMembershipsResponse { TrustMemberships = { schools } },
            answer => Write(trust, answer));
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

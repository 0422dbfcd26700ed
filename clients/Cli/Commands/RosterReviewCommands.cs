using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;
using Spectre.Console;
using State = Mastery.Participants.V1.MatchReview.Types.State;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery roster reviews</c>: records that may be of somebody on record, for a person to decide.</summary>
sealed class RosterReviewCommands(Terminal terminal, ConnectionOptions connection)
{
    const string Decision = "decision";

    readonly HubOptions _hub = new();

    readonly Option<bool> _all = new("--all") { Description = "Also those that are decided." };

    readonly Argument<string?> _review = new("review")
    {
        Description = "The review, hubs/…/matchReviews/…, as mastery roster reviews shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _file = new("--from-file")
    {
        Description = "Many at once: the list as mastery roster reviews --to FILE writes it, with a column `decision` "
            + "that you add: same (the one candidate), new, or the person. Rows without a decision wait on.",
        HelpName = "file",
    };

    readonly Option<string?> _person = new("--person")
    {
        Description = "Who it is: a name, an e-mail address, or hubs/…/participants/…. Candidates are looked at first.",
        HelpName = "person",
    };

    readonly Option<bool> _new = new("--new-person") { Description = "It is somebody who is not on record yet." };

    ListOf<ListMatchReviewsRequest, ListMatchReviewsResponse, MatchReview> Reviews => new()
    {
        Method = api => api.Rosters.ListMatchReviewsAsync,
        Rows = page => page.MatchReviews,
        Noun = ("review", "reviews"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "create_time",
        Columns =
        [
            new("who", (review, _) => review.DisplayName, 14),
            new("e-mail", (review, _) => review.Email, 16),
            new("school", (review, _) => review.SchoolDisplayName, 14),
            new("may be", (review, _) => string.Join("; ", review.Candidates.Select(one =>
                $"{one.DisplayName}: {one.Explanation}")), 30),
            new("state", (review, _) => review.State.Plain(), 7),
            new("review", (review, _) => review.Name, 20),
        ],
        Filters =
        [
            new(_all, call => Task.FromResult<string?>(call.Parsed.GetValue(_all) ? null : "state = WAITING")),
            ListFilter.School(),
        ],
        Advice = "mastery roster reviews resolve REVIEW --person PERSON says that it is one of them, --new-person "
            + "that it is not; resolve --from-file decides on many.",
    };

    public Command Build()
    {
        var command = new ListVerb(terminal, connection).Build(
            "reviews", "Lists records that may be of somebody on record and wait for a decision.", Reviews, _hub);
        command.Subcommands.Add(
            new Command("resolve", "Decides who a record is of. Later syncs do not ask again.")
            {
                _review, _person, _new, _file,
            }.CallsForExit(terminal, connection, ResolveAsync, _hub));
        return command;
    }

    async Task<int> ResolveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var (written, isNew, one) = (parsed.GetValue(_person), parsed.GetValue(_new), parsed.GetValue(_review));
        if (parsed.GetValue(_file) is { } file)
        {
            return written is null && !isNew && one is null
                ? await ResolveAsync(api, parsed, Sheet.Read(file, ["name"], ["decision"]), cancellation)
                : throw new RowRefusedException("--from-file says which reviews, and what is decided: leave out the "
                    + "rest");
        }

        if (one is null || written is null != isNew)
        {
            throw new RowRefusedException("say which review, and who it is with --person, or --new-person where it is "
                + "nobody on record; or decide on many with --from-file");
        }

        var review = await ResolveAsync(api, Name(parsed, one), isNew ? null : written, cancellation);
        terminal.Write(connection, parsed, review, Write);
        return ExitCode.Done;
    }

    /// <summary>Decides on many: each row by itself.</summary>
    async Task<int> ResolveAsync(ApiClients api, ParseResult parsed, Sheet sheet, CancellationToken cancellation)
    {
        var report = new BulkReport(terminal, connection.Json(parsed));
        foreach (var row in sheet.Rows.Where(row => row.Damaged || row.Text(Decision).Length > 0))
        {
            var who = row.Text("displayName") is { Length: > 0 } name ? name : row.Text("name");
            await report.RunAsync(row.Line, who, async () =>
            {
                row.RequireWhole();
                var review = await ResolveAsync(
                    api, Name(parsed, row.Needed("name")), row.Text(Decision) switch
                    {
                        "new" => null,
                        "same" => "",
                        var person => person,
                    }, cancellation);
                return (BulkOutcome.Done, Words(review));
            });
        }

        return report.Finish();
    }

    string Name(ParseResult parsed, string review) => review.StartsWith("hubs/", StringComparison.Ordinal)
        ? review : $"{_hub.Name(parsed)}/matchReviews/{review}";

    /// <summary>Decides on one.</summary>
    /// <param name="api">The suite.</param>
    /// <param name="name">The review.</param>
    /// <param name="person">Who it is; empty for the one candidate, null for nobody on record.</param>
    /// <param name="cancellation">Stops it.</param>
    static async Task<MatchReview> ResolveAsync(
        ApiClients api, string name, string? person, CancellationToken cancellation) =>
        await api.Rosters.ResolveMatchReviewAsync(
            new()
            {
                Name = name,
                Participant = person is null ? "" : await PersonAsync(api, name, person, cancellation),
                NewPerson = person is null,
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation);

    /// <summary>The one candidate, or the one of that name; else the person of the review's hub.</summary>
    static async Task<string> PersonAsync(
        ApiClients api, string review, string written, CancellationToken cancellation)
    {
        if (written.StartsWith("hubs/", StringComparison.Ordinal))
        {
            return written;
        }

        var asked = await api.Rosters.GetMatchReviewAsync(new() { Name = review }, cancellationToken: cancellation);
        var named = asked.Candidates.Where(one => written.Length == 0
            || one.DisplayName.Equals(written.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return named is [var only]
            ? only.Participant
            : written.Length == 0
            ? throw new RowRefusedException($"it may be one of {named.Count}: write the person, by e-mail address or "
                + "hubs/…/participants/…")
            : (await new PersonFinder(api, string.Join('/', review.Split('/')[..2]), cancellation)
                .FindAsync(written)).Name;
    }

    static string Words(MatchReview review) => review.State == State.NewPerson ? "somebody new"
        : "the same person as " + (review.Candidates.FirstOrDefault(one => one.Participant == review.Participant)
            ?.DisplayName ?? "the one that you have named");

    void Write(MatchReview review)
    {
        terminal.Out.WriteLine($"{review.DisplayName} is {Words(review)}.");
        terminal.Out.WriteLine($"It takes effect with the next sync: mastery roster apply {review.RosterSync}");
    }
}

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
    readonly HubOptions _hub = new();

    readonly Option<bool> _all = new("--all") { Description = "Also those that are decided." };

    readonly Argument<string> _review = new("review")
    {
        Description = "The review, hubs/…/matchReviews/…, as mastery roster reviews shows it.",
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
            + "that it is not.",
    };

    public Command Build()
    {
        var command = new ListVerb(terminal, connection).Build(
            "reviews", "Lists records that may be of somebody on record and wait for a decision.", Reviews, _hub);
        command.Subcommands.Add(
            new Command("resolve", "Decides who a record is of. Later syncs do not ask again.")
            {
                _review, _person, _new,
            }.Calls(terminal, connection, ResolveAsync, _hub));
        return command;
    }

    async Task ResolveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var (written, isNew) = (parsed.GetValue(_person), parsed.GetValue(_new));
        if (written is null != isNew)
        {
            throw new RowRefusedException("say who it is with --person, or --new-person where it is nobody on record");
        }

        var name = parsed.GetRequiredValue(_review);
        name = name.StartsWith("hubs/", StringComparison.Ordinal) ? name : $"{_hub.Name(parsed)}/matchReviews/{name}";
        var review = await api.Rosters.ResolveMatchReviewAsync(
            new()
            {
                Name = name,
                Participant = written is null ? "" : await PersonAsync(api, name, written, cancellation),
                NewPerson = isNew,
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation);
        terminal.Write(connection, parsed, review, Write);
    }

    /// <summary>The one candidate of that name; else the person of the review's hub.</summary>
    static async Task<string> PersonAsync(
        ApiClients api, string review, string written, CancellationToken cancellation)
    {
        if (written.StartsWith("hubs/", StringComparison.Ordinal))
        {
            return written;
        }

        var asked = await api.Rosters.GetMatchReviewAsync(new() { Name = review }, cancellationToken: cancellation);
        var named = asked.Candidates.Where(
            one => one.DisplayName.Equals(written.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return named is [var only]
            ? only.Participant
            : (await new PersonFinder(api, string.Join('/', review.Split('/')[..2]), cancellation)
                .FindAsync(written)).Name;
    }

    void Write(MatchReview review)
    {
        terminal.Out.WriteLine(review.State == State.NewPerson
            ? $"{review.DisplayName} is somebody new."
            : $"{review.DisplayName} is the same person as "
                + (review.Candidates.FirstOrDefault(one => one.Participant == review.Participant)?.DisplayName
                    ?? "the one that you have named") + ".");
        terminal.Out.WriteLine($"It takes effect with the next sync: mastery roster apply {review.RosterSync}");
    }
}

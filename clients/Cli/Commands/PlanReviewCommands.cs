using System.CommandLine;
using Mastery.Cli.Bulk;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery plans reviews</c>, <c>review</c> and <c>overdue</c>.</summary>
sealed class PlanReviewCommands(Terminal terminal, ConnectionOptions connection, HubOptions hub, Argument<string> plan)
{
    const int Term = 90;
    const int PageSize = 1000;

    readonly Option<DateOnly?> _held = new("--held")
    {
        Description = "The day on which it was held, for example 2025-02-13; today when left out.",
        HelpName = "date",
    };

    readonly Option<string[]> _aims = Numbered(
        "--aim", "How an aim stands and why, by its number: \"1=amber: two of three classes\". Repeat it for others.");

    readonly Option<string[]> _impact =
        Numbered("--impact", "The evidence of impact on an aim: \"1=52 % are secure\".");

    readonly Option<string[]> _next = Numbered("--next", "What comes next for an aim: \"1=plan the unit together\".");

    readonly Option<string?> _summary = new("--summary")
    {
        Description = "How the plan as a whole stands.",
        HelpName = "text",
    };

    readonly Option<string?> _corrects = new("--corrects")
    {
        Description = "The review that this one puts right, hubs/…/plans/…/reviews/….",
        HelpName = "review",
    };

    readonly Option<int> _days = new("--days")
    {
        Description = $"For how many days there was no review; {Term}, about a term, when left out.",
        DefaultValueFactory = _ => Term,
    };

    ListOf<ListPlansRequest, ListPlansResponse, Plan> Overdue => new()
    {
        Method = api => api.Plans.ListPlansAsync,
        Rows = page => page.Plans,
        Noun = ("plan", "plans"),
        Parent = call => Task.FromResult(call.Hub),
        OrderBy = "last_review_date",
        Refine = (call, request) =>
        {
            request.UnreviewedSinceDate = IsoDate.Text(England.Today.AddDays(-call.Parsed.GetValue(_days)));
            return Task.CompletedTask;
        },
        Columns =
        [
            new("department", (row, names) => names.Of(row.Department, row.SchoolDisplayName), 16),
            new("title", (row, _) => row.Title, 16),
            new("agreed", (row, _) => England.Day(row.AgreeTime)),
            new("last review", (row, _) => England.Day(row.LastReviewDate)),
        ],
        Filters = [new(_days, _ => Task.FromResult<string?>(null))],
    };

    public IEnumerable<Command> Build() =>
    [
        new Command("reviews", "Shows how the aims of a plan have stood over its reviews.") { plan }.Calls(
            terminal, connection, SummarizeAsync, hub),
        new Command("review", "Writes a review of a plan: how each of its aims stands, why, and what comes next.")
        {
            plan, _held, _aims, _impact, _next, _summary, _corrects,
        }.Calls(terminal, connection, ReviewAsync, hub),
        new ListVerb(terminal, connection).Build(
            "overdue", "Lists the agreed plans that nobody has reviewed for a term.", Overdue, hub),
    ];

    async Task SummarizeAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var found = await FindAsync(api, parsed, cancellation);
        var summary = await api.Plans.SummarizeReviewsAsync(
            new() { Name = found.Name }, cancellationToken: cancellation);
        terminal.Write(connection, parsed, summary, answer => Write(found, answer));
    }

    void Write(Plan found, ReviewSummary summary)
    {
        terminal.Out.MarkupLineInterpolated($"{found.Title}: {summary.Message}");
        foreach (var (number, aim) in summary.AimTrends.Index())
        {
            var statement = aim.Statement.Length > 0 ? aim.Statement : "An aim that has left the plan";
            terminal.Out.MarkupLineInterpolated($"{number + 1}. {statement}");
            terminal.Out.MarkupLineInterpolated($"   {aim.Message}");
        }
    }

    async Task ReviewAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var found = await FindAsync(api, parsed, cancellation);
        var aims = await Paging.AllAsync(
            api.Plans.ListAimsAsync, new ListAimsRequest { Parent = found.Name, PageSize = PageSize },
            page => page.Aims, cancellation).ToListAsync(cancellation);
        var review = await api.Plans.CreateReviewAsync(
            new()
            {
                Parent = found.Name,
                Review = new()
                {
                    ReviewDate = IsoDate.Text(parsed.GetValue(_held) ?? England.Today),
                    Summary = parsed.GetValue(_summary) ?? "",
                    Corrects = parsed.GetValue(_corrects) ?? "",
                    AimReviews = { AimReviews(parsed, aims) },
                },
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation);
        terminal.Write(connection, parsed, review, answer => terminal.Out.MarkupLineInterpolated(
            $"reviewed on {England.Day(answer.ReviewDate)} at revision {answer.PlanRevision}: {answer.Name}"));
    }

    IEnumerable<Review.Types.AimReview> AimReviews(ParseResult parsed, List<Aim> aims)
    {
        var (impact, next) = (Texts(parsed, _impact), Texts(parsed, _next));
        foreach (var (number, text) in Texts(parsed, _aims))
        {
            var (word, why) = Split(text, ':');
            yield return new()
            {
                Aim = number >= 1 && number <= aims.Count
                    ? aims[number - 1].Name
                    : throw new RowRefusedException(
                        $"the plan has {aims.Count} {(aims.Count == 1 ? "aim" : "aims")}: there is no aim {number}"),
                Rating = WordOption.Read<Review.Types.Rating>(word)
                    ?? throw new RowRefusedException($"'{word}' is no rating: it is red, amber or green"),
                Narrative = why,
                Impact = impact.GetValueOrDefault(number, ""),
                NextStep = next.GetValueOrDefault(number, ""),
            };
        }
    }

    static SortedDictionary<int, string> Texts(ParseResult parsed, Option<string[]> option)
    {
        SortedDictionary<int, string> texts = [];
        foreach (var written in parsed.GetValue(option) ?? [])
        {
            var (number, text) = Split(written, '=');
            if (!int.TryParse(number, out var parsedNumber) || !texts.TryAdd(parsedNumber, text))
            {
                throw new RowRefusedException(
                    $"{option.Name} '{written}': begin with the aim's number, each once, as in 1=");
            }
        }

        return texts;
    }

    static (string Before, string After) Split(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is > 0 and var index
            ? (text[..index].Trim(), text[(index + 1)..].Trim())
            : (text.Trim(), "");

    Task<Plan> FindAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        new ListCall(api, parsed, hub.Name(parsed), cancellation).PlanAsync(parsed.GetRequiredValue(plan));

    static Option<string[]> Numbered(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number=text",
    };
}

using System.CommandLine;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery plans feedback</c>: support and challenge between departments.</summary>
sealed class PlanFeedbackCommands(
    Terminal terminal, ConnectionOptions connection, HubOptions hub, Argument<string> plan)
{
    readonly Argument<string> _feedback = new("feedback") { Description = "The feedback, hubs/…/plans/…/feedback/…." };

    readonly Option<string> _from =
        Needed("--from", "The department that gives it, hubs/…/departments/….", "department");

    readonly Option<Feedback.Types.Kind?> _kind =
        WordOption.Of<Feedback.Types.Kind>("--kind", "Whether it supports, or asks for an answer.");

    readonly Option<string?> _about = new("--about")
    {
        Description = "What it is about, hubs/…/plans/…/aims/… and the like; the plan when left out.",
        HelpName = "part",
    };

    readonly Option<string> _comment = Needed("--comment", "What the department wants to say.", "text");

    readonly Option<string> _text = Needed("--text", "The answer.", "text");

    readonly Option<string?> _resolution = new("--resolution") { Description = "What came of it.", HelpName = "text" };

    ListOf<ListFeedbackRequest, ListFeedbackResponse, Feedback> Given => new()
    {
        Method = api => api.Plans.ListFeedbackAsync,
        Rows = page => page.Feedback,
        Noun = ("piece of feedback", "pieces of feedback"),
        Arguments = [plan],
        Parent = async call => (await call.PlanAsync(call.Parsed.GetRequiredValue(plan))).Name,
        Columns =
        [
            new("came", (row, _) => England.Day(row.CreateTime), 11),
            new("from", (row, names) => names.Of(row.Department, row.SchoolDisplayName), 16),
            new("kind", (row, _) => row.Kind.Plain()),
            new("state", (row, _) => row.State.Plain()),
            new("comment", (row, _) => row.Comment, 20),
            new("answer", (row, _) => row.Response, 16),
            new("feedback", (row, _) => row.Name, 30),
        ],
        Filters =
        [
            ListFilter.OneOf<Feedback.Types.State>("--state", "state", "Whether it is answered or settled."),
            ListFilter.OneOf<Feedback.Types.Kind>("--kind", "kind", "Whether it supports or challenges."),
        ],
    };

    public Command Build() => new("feedback", "Support and challenge from other departments of the Work Group.")
    {
        new ListVerb(terminal, connection).Build("list", "Lists the feedback on a plan.", Given, hub),
        new Command("give", "Gives feedback on a plan that is shared, for a department of the same Work Group.")
        {
            plan, _from, _kind, _about, _comment,
        }.Calls(terminal, connection, GiveAsync, hub),
        new Command("answer", "Answers feedback for the plan's department.") { _feedback, _text }.Calls(
            terminal, connection, AnswerAsync, hub),
        new Command("resolve", "Settles feedback for the department that gave it.") { _feedback, _resolution }.Calls(
            terminal, connection, ResolveAsync, hub),
    };

    async Task GiveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var found = await new ListCall(api, parsed, hub.Name(parsed), cancellation)
            .PlanAsync(parsed.GetRequiredValue(plan));
        Tell(parsed, await api.Plans.CreateFeedbackAsync(
            new()
            {
                Parent = found.Name,
                Feedback = new()
                {
                    Kind = parsed.GetValue(_kind) ?? Feedback.Types.Kind.Challenge,
                    Department = parsed.GetRequiredValue(_from),
                    Subject = parsed.GetValue(_about) ?? "",
                    Comment = parsed.GetRequiredValue(_comment),
                },
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation));
    }

    async Task AnswerAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Tell(parsed, await api.Plans.RespondToFeedbackAsync(
            new()
            {
                Name = parsed.GetRequiredValue(_feedback),
                Response = parsed.GetRequiredValue(_text),
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation));

    async Task ResolveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Tell(parsed, await api.Plans.ResolveFeedbackAsync(
            new()
            {
                Name = parsed.GetRequiredValue(_feedback),
                Resolution = parsed.GetValue(_resolution) ?? "",
                RequestId = $"{Guid.NewGuid()}",
            },
            cancellationToken: cancellation));

    void Tell(ParseResult parsed, Feedback feedback) => terminal.Write(
        connection, parsed, feedback,
        answer => terminal.Out.MarkupLineInterpolated($"{answer.Kind.Plain()}, {answer.State.Plain()}: {answer.Name}"));

    static Option<string> Needed(string name, string description, string help) => new(name)
    {
        Description = description,
        HelpName = help,
        Required = true,
    };
}

using Mastery.Cli.Connection;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Demo;

/// <summary>Support and challenge between two departments of the demo's Work Group on multiplicative
/// reasoning.</summary>
static class DemoFeedback
{
    /// <summary>Gives it: one settled, one answered, one that waits.</summary>
    public static async Task GiveAsync(DemoContext context, Dictionary<string, DemoDepartment> departments)
    {
        var (calderVale, holmeEdge) = (departments["calder-vale"].Name, departments["holme-edge"].Name);
        var agreed = await DemoPlans.FindAsync(context, calderVale, "STATE_AGREED");
        var shared = await DemoPlans.FindAsync(context, holmeEdge, "STATE_SHARED");
        var settled = await GiveAsync(context, agreed, holmeEdge, Feedback.Types.Kind.Challenge,
            "How will you know that it is the ratio tables, and not the smaller classes?", aim: 0);
        await RespondAsync(context, settled,
            "Two Year 8 classes begin with them after half-term, so that we can compare the December check.");
        await context.Hub.Plans.ResolveFeedbackAsync(new ResolveFeedbackRequest
        {
            Name = settled,
            Resolution = "That will show it. We would like to see the results in January.",
        }.WithRequestId(), context.Call);
        await RespondAsync(context, await GiveAsync(context, shared, calderVale, Feedback.Types.Kind.Challenge,
            "Your evidence is of Year 7 only. What do you know about Year 9?", aim: 0),
            "Not enough yet: we look at Year 9 books on 5 November and add what we find.");
        await GiveAsync(context, shared, calderVale, Feedback.Types.Kind.Support,
            "We have the double number line tasks that you look for, and bring them to the next session.");
        context.Report("3 pieces of feedback between two departments: one settled, one answered and one open");
    }

    /// <param name="context">The demo.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="giver">The department that gives it.</param>
    /// <param name="kind">Support or challenge.</param>
    /// <param name="comment">What it says.</param>
    /// <param name="aim">The place of the aim that it is about; the plan when left out.</param>
    static async Task<string> GiveAsync(
        DemoContext context, string plan, string giver, Feedback.Types.Kind kind, string comment, int? aim = null)
    {
        var subject = aim is { } place
            ? (await context.Hub.Plans.ListAimsAsync(new() { Parent = plan }, context.Call)).Aims[place].Name
            : "";
        return (await context.Hub.Plans.CreateFeedbackAsync(new CreateFeedbackRequest
        {
            Parent = plan,
            Feedback = new() { Kind = kind, Department = giver, Subject = subject, Comment = comment },
        }.WithRequestId(), context.Call)).Name;
    }

    static async Task RespondAsync(DemoContext context, string feedback, string response) =>
        await context.Hub.Plans.RespondToFeedbackAsync(
            new RespondToFeedbackRequest { Name = feedback, Response = response }.WithRequestId(), context.Call);
}

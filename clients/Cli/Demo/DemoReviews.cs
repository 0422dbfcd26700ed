using Mastery.Cli.Connection;
using Mastery.DevelopmentPlans.V1;
using AimReview = Mastery.DevelopmentPlans.V1.Review.Types.AimReview;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.Cli.Demo;

/// <summary>Reviews of the agreed plan of the demo year: two, a term apart.</summary>
static class DemoReviews
{
    static readonly Review[] Held =
    [
        Of("2024-12-12", "A good start: two of the three aims move, and we know why the third does not.",
            About(
                Rating.Amber,
                "Ratio tables are in every Year 7 unit, and in two of three Year 8 classes.",
                "34 % were secure in ratio at the end of Year 7, 41 % in the December check of Year 8.",
                "Plan the Year 8 unit on proportion together, and teach one lesson of it twice."),
            About(
                Rating.Amber,
                "Colleagues vary one thing at a time where they plan together, and not yet where they plan alone.",
                "In 33 of 60 books exercises vary one thing at a time; 30 % did in July.",
                "Bring a set of exercises of your own to the meeting in January."),
            About(
                Rating.Red,
                "We still ask too many questions that one word answers, and do not wait.",
                "Students talk no longer than in July: 14 answers of one word in ten minutes.",
                "Count them in a lesson of your own before half-term.")),
        Of("2025-03-27", "Students choose how to show a situation, and say why. We go on as planned.",
            About(
                Rating.Green,
                "All Key Stage 3 classes use ratio tables and double number lines, and students choose between them.",
                "52 % of Year 8 were secure in ratio in the March check; books show fewer additive answers.",
                "Write both representations into the Year 9 units."),
            About(
                Rating.Amber,
                "The unit on proportion was planned together; the others wait for the summer term.",
                "Students in five of seven classes could say what changes from one question to the next.",
                "Look at books together in June."),
            About(
                Rating.Amber,
                "Counting was an eye-opener: most of us now wait, and ask for a sentence.",
                "Nine answers of one word in ten minutes, where there were 14.",
                "Visit each other once before Easter and once after, and count again.")),
    ];

    /// <summary>Writes them.</summary>
    public static async Task WriteAsync(DemoContext context, Dictionary<string, DemoDepartment> departments)
    {
        var plan = await DemoPlans.FindAsync(context, departments["calder-vale"].Name, "STATE_AGREED");
        var aims = await context.Hub.Plans.ListAimsAsync(new() { Parent = plan }, context.Call);
        foreach (var review in Held.Select(held => held.Clone()))
        {
            foreach (var (about, aim) in review.AimReviews.Zip(aims.Aims))
            {
                about.Aim = aim.Name;
            }

            await context.Hub.Plans.CreateReviewAsync(
                new CreateReviewRequest { Parent = plan, Review = review }.WithRequestId(), context.Call);
        }

        context.Report($"{Held.Length} reviews of the agreed plan, a term apart");
    }

    static Review Of(string day, string summary, params AimReview[] aims) =>
        new() { ReviewDate = day, Summary = summary, AimReviews = { aims } };

    static AimReview About(Rating rating, string narrative, string impact, string nextStep) =>
        new() { Rating = rating, Narrative = narrative, Impact = impact, NextStep = nextStep };
}

using Mastery.Cli.Connection;
using Mastery.Cli.Programme;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Demo;

/// <summary>The plans of the demo year, in every state.</summary>
static class DemoPlans
{
    /// <summary>Creates them.</summary>
    public static async Task CreateAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments, Dictionary<string, string> enrolments)
    {
        await AgreeAsync(context, departments["calder-vale"], enrolments["calder-vale"]);
        var (shared, planned) = await WriteAsync(
            context, enrolments["holme-edge"], departments["holme-edge"], DemoPlanText.HolmeEdge);
        await ShareAsync(context, shared);
        await DeliverAsync(context, planned.Take(1));

        var draft = await CreateAsync(context, enrolments["marfleet"], "Thinking mathematically, aloud", "");
        await context.Hub.Plans.CreateAimAsync(
            new CreateAimRequest { Parent = draft, Aim = DemoPlanText.Draft }.WithRequestId(), context.Call);

        var (closed, _) = await WriteAsync(
            context, enrolments["trentside"], departments["trentside"], DemoPlanText.Trentside);
        await context.Hub.Plans.ClosePlanAsync(
            new ClosePlanRequest
            {
                Name = closed,
                Reason = "The department begins again with a new head in January.",
            }.WithRequestId(),
            context.Call);
        context.Report("4 development plans: draft, shared, agreed and closed");
    }

    static async Task AgreeAsync(DemoContext context, DemoDepartment department, string enrolment)
    {
        var text = new DemoPlanText(
            "Multiplicative reasoning for everyone",
            "Students recognise multiplicative situations and choose how to show them.",
            [PlanParts.StudentsNeed(), PlanParts.TeachersNeed()],
            PlanParts.Aim([]),
            [.. PlanParts.Programme("", "").Select(activity => (activity.Title, activity.Kind, activity.StartDate))]);
        var (agreed, planned) = await WriteAsync(context, enrolment, department, text);
        await ShareAsync(context, agreed);
        await context.Hub.Plans.AgreePlanAsync(new AgreePlanRequest { Name = agreed }.WithRequestId(), context.Call);
        await DeliverAsync(context, planned.SkipLast(1));
    }

    static async Task<(string Plan, List<string> Activities)> WriteAsync(
        DemoContext context, string enrolment, DemoDepartment department, DemoPlanText text)
    {
        var plan = await CreateAsync(context, enrolment, text.Title, text.Vision);
        var aim = text.Aim.Clone();
        foreach (var evidence in text.Evidence)
        {
            aim.Evidence.Add(await EvidenceAsync(context, plan, evidence));
        }

        var made = await context.Hub.Plans.CreateAimAsync(
            new CreateAimRequest { Parent = plan, Aim = aim }.WithRequestId(), context.Call);
        List<string> activities = [];
        foreach (var activity in text.Programme)
        {
            activities.Add(await ActivityAsync(context, plan, new()
            {
                Title = activity.Title,
                Kind = activity.Kind,
                StartDate = activity.Day,
                Aims = { made.Name },
                LedBy = department.People[activities.Count % 2],
                WholeDepartment = true,
            }));
        }

        return (plan, activities);
    }

    static async Task<string> CreateAsync(DemoContext context, string enrolment, string title, string vision) =>
        (await context.Hub.Plans.CreatePlanAsync(
            new CreatePlanRequest
            {
                Parent = context.HubName,
                Plan = new() { Enrolment = enrolment, Title = title, Vision = vision },
            }.WithRequestId(),
            context.Call)).Name;

    static async Task<string> EvidenceAsync(DemoContext context, string plan, Evidence evidence) =>
        (await context.Hub.Plans.CreateEvidenceAsync(
            new CreateEvidenceRequest { Parent = plan, Evidence = evidence }.WithRequestId(), context.Call)).Name;

    static async Task<string> ActivityAsync(DemoContext context, string plan, Activity activity) =>
        (await context.Hub.Plans.CreateActivityAsync(
            new CreateActivityRequest { Parent = plan, Activity = activity }.WithRequestId(), context.Call)).Name;

    static async Task ShareAsync(DemoContext context, string plan) =>
        await context.Hub.Plans.SharePlanAsync(new SharePlanRequest { Name = plan }.WithRequestId(), context.Call);

    static async Task DeliverAsync(DemoContext context, IEnumerable<string> activities)
    {
        foreach (var activity in activities)
        {
            await context.Hub.Plans.DeliverActivityAsync(
                new DeliverActivityRequest { Name = activity }.WithRequestId(), context.Call);
        }
    }
}

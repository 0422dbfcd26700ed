using Mastery.Cli.Connection;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Demo;

/// <summary>The plans of the demo year, in every state.</summary>
static class DemoPlans
{
    /// <summary>Creates them.</summary>
    public static async Task CreateAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments, Dictionary<string, string> enrolments)
    {
        var (agreed, carried) = await WriteAsync(
            context, enrolments["calder-vale"], departments["calder-vale"], DemoPlanText.Strong);
        await ShareAsync(context, agreed);
        await context.Hub.Plans.AgreePlanAsync(new AgreePlanRequest { Name = agreed }.WithRequestId(), context.Call);
        await DeliverAsync(context, carried.SkipLast(1));

        var (shared, planned) = await WriteAsync(
            context, enrolments["holme-edge"], departments["holme-edge"], DemoPlanText.Thin);
        await ShareAsync(context, shared);
        await DeliverAsync(context, planned.Take(1));

        await WriteAsync(context, enrolments["marfleet"], departments["marfleet"], DemoPlanText.Incoherent);

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

    /// <summary>The plan of one of the demo's departments: the hub may have others.</summary>
    public static async Task<string> FindAsync(DemoContext context, string department, string state) =>
        (await context.Hub.Plans.ListPlansAsync(
            new() { Parent = context.HubName, Filter = $"department = \"{department}\" AND state = {state}" },
            context.Call)).Plans[0].Name;

    static async Task<(string Plan, List<string> Activities)> WriteAsync(
        DemoContext context, string enrolment, DemoDepartment department, DemoPlanText text)
    {
        var plan = await CreateAsync(context, enrolment, text.Title, text.Vision);
        List<string> evidence = [];
        foreach (var piece in text.Evidence)
        {
            evidence.Add(await EvidenceAsync(context, plan, piece));
        }

        List<string> aims = [];
        foreach (var (aim, places) in text.Aims.Select(written => (written.Aim.Clone(), written.Evidence)))
        {
            aim.Evidence.Add(places.Select(place => evidence[place]));
            aims.Add((await context.Hub.Plans.CreateAimAsync(
                new CreateAimRequest { Parent = plan, Aim = aim }.WithRequestId(), context.Call)).Name);
        }

        List<string> activities = [];
        foreach (var activity in text.Programme)
        {
            activities.Add(await ActivityAsync(context, plan, activity.With(department.People, aims)));
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

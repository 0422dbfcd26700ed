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
        var agreed = await WriteAsync(
            context, enrolments["calder-vale"], departments["calder-vale"], "Multiplicative reasoning for everyone");
        await ShareAsync(context, agreed);
        await context.Hub.Plans.AgreePlanAsync(new AgreePlanRequest { Name = agreed }.WithRequestId(), context.Call);

        await ShareAsync(context, await WriteAsync(
            context, enrolments["holme-edge"], departments["holme-edge"], "From times tables to proportion"));

        var draft = await CreateAsync(context, enrolments["marfleet"], "Thinking mathematically, aloud");
        await context.Hub.Plans.CreateAimAsync(
            new CreateAimRequest { Parent = draft, Aim = PlanParts.VagueAim() }.WithRequestId(), context.Call);

        var closed = await WriteAsync(
            context, enrolments["trentside"], departments["trentside"], "Homework that varies one thing at a time");
        await context.Hub.Plans.ClosePlanAsync(
            new ClosePlanRequest
            {
                Name = closed,
                Reason = "The department begins again with a new head in January.",
            }.WithRequestId(),
            context.Call);
        context.Report("4 development plans: draft, shared, agreed and closed");
    }

    static async Task<string> WriteAsync(DemoContext context, string enrolment, DemoDepartment department, string title)
    {
        var plan = await CreateAsync(context, enrolment, title);
        string[] evidence =
        [
            await EvidenceAsync(context, plan, PlanParts.StudentsNeed()),
            await EvidenceAsync(context, plan, PlanParts.TeachersNeed()),
        ];
        var aim = await context.Hub.Plans.CreateAimAsync(
            new CreateAimRequest { Parent = plan, Aim = PlanParts.Aim(evidence) }.WithRequestId(), context.Call);
        foreach (var activity in PlanParts.Programme(aim.Name, department.People[0]))
        {
            await context.Hub.Plans.CreateActivityAsync(
                new CreateActivityRequest { Parent = plan, Activity = activity }.WithRequestId(), context.Call);
        }

        return plan;
    }

    static async Task<string> CreateAsync(DemoContext context, string enrolment, string title) =>
        (await context.Hub.Plans.CreatePlanAsync(
            new CreatePlanRequest
            {
                Parent = context.HubName,
                Plan = new() { Enrolment = enrolment, Title = title },
            }.WithRequestId(),
            context.Call)).Name;

    static async Task<string> EvidenceAsync(DemoContext context, string plan, Evidence evidence) =>
        (await context.Hub.Plans.CreateEvidenceAsync(
            new CreateEvidenceRequest { Parent = plan, Evidence = evidence }.WithRequestId(), context.Call)).Name;

    static async Task ShareAsync(DemoContext context, string plan) =>
        await context.Hub.Plans.SharePlanAsync(new SharePlanRequest { Name = plan }.WithRequestId(), context.Call);
}

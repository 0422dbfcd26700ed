using Mastery.Cli.Programme;

using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Journey;

/// <summary>A plan is drafted incompletely, refused, completed and agreed.</summary>
static class PlanStep
{
    /// <summary>Runs the step; answers the agreed plan.</summary>
    public static async Task<Plan> RunAsync(JourneyContext context, string enrolment, string leader)
    {
        context.Output.Section("A plan with too little in it");
        var plan = await context.Hub.Plans.CreatePlanAsync(new()
        {
            Parent = context.HubName,
            Plan = new()
            {
                Enrolment = enrolment,
                Title = "Multiplicative reasoning for everyone",
                Vision = "Students recognise multiplicative situations and choose how to show them.",
            },
        }, context.Call);
        context.Output.Call("CreatePlan", $"{plan.State.Words()}: {plan.Title}");
        var students = await EvidenceAsync(context, plan.Name, PlanParts.StudentsNeed());
        var vague = await context.Hub.Plans.CreateAimAsync(
            new() { Parent = plan.Name, Aim = PlanParts.VagueAim() }, context.Call);
        context.Output.Call("CreateAim", $"\"{vague.Statement}\"");
        plan = await context.Hub.Plans.SharePlanAsync(new() { Name = plan.Name }, context.Call);
        context.Output.Call("SharePlan", plan.State.Words());
        await RefuseAsync(context, plan.Name);

        context.Output.Section("The plan is mended and agreed");
        await CompleteAsync(
            context,
            plan.Name,
            vague.Name,
            [students, await EvidenceAsync(context, plan.Name, PlanParts.TeachersNeed())],
            leader);
        return await AgreeAsync(context, plan.Name);
    }

    static async Task<string> EvidenceAsync(JourneyContext context, string plan, Evidence evidence)
    {
        var kept = await context.Hub.Plans.CreateEvidenceAsync(
            new() { Parent = plan, Evidence = evidence }, context.Call);
        var whose = string.Join(" and ", kept.NeedsOf.Select(needs => needs.Words()));
        context.Output.Call("CreateEvidence", $"{kept.Kind.Words()}, needs of {whose}: {kept.Finding}");
        return kept.Name;
    }

    static async Task RefuseAsync(JourneyContext context, string plan)
    {
        var error = await JourneyContext.RefusedAsync(
            "PLAN_NOT_COHERENT", context.Hub.Plans.AgreePlanAsync(new() { Name = plan }, context.Call));
        context.Output.Call("AgreePlan", $"refused, {error.Reason}");
        foreach (var violation in error.Violations)
        {
            context.Output.Detail(false, $"{violation.Type}: {violation.Description} [{violation.Subject}]");
        }

        JourneyContext.Expect(error.Violations.Count > 0, "the refusal had to say what is missing");
    }

    static async Task CompleteAsync(
        JourneyContext context, string plan, string aim, IEnumerable<string> evidence, string leader)
    {
        var mended = PlanParts.Aim(evidence);
        mended.Name = aim;
        mended = await context.Hub.Plans.UpdateAimAsync(new() { Aim = mended }, context.Call);
        var criterion = mended.SuccessCriteria[0];
        context.Output.Call(
            "UpdateAim", $"\"{mended.Statement}\" {criterion.Baseline} → {criterion.Target} {criterion.Unit}");
        foreach (var activity in PlanParts.Programme(aim, leader))
        {
            var planned = await context.Hub.Plans.CreateActivityAsync(
                new() { Parent = plan, Activity = activity }, context.Call);
            context.Output.Call("CreateActivity", $"{planned.StartDate} {planned.Title}");
        }
    }

    static async Task<Plan> AgreeAsync(JourneyContext context, string name)
    {
        var report = await context.Hub.Plans.AssessPlanAsync(new() { Name = name }, context.Call);
        context.Output.Call("AssessPlan",
            $"{(report.Coherent ? "coherent" : "not coherent")} by rule set {report.RuleSetVersion}; "
                + $"reaches {report.Coverage.ReachedCount} of {report.Coverage.ExpectedCount} members");
        foreach (var finding in report.Findings)
        {
            context.Output.Detail(
                finding.Severity == Finding.Types.Severity.Must ? false : null, finding.Message);
        }

        JourneyContext.Expect(report.Coherent, "the mended plan had to be coherent");

        var plan = await context.Hub.Plans.AgreePlanAsync(new() { Name = name }, context.Call);
        JourneyContext.Expect(
            plan.State == Plan.Types.State.Agreed, $"the plan had to be agreed, it is {plan.State.Words()}");
        context.Output.Call("AgreePlan", $"{plan.State.Words()}, revision {plan.Revision}: {plan.Name}");
        return plan;
    }
}

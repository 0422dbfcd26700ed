using Mastery.Participants.V1;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Cli.Journey;

/// <summary>The department applies to NCP24-14b, is judged rule by rule and is accepted.</summary>
static class ApplicationStep
{
    const string Code = "ncp 24 -14b";

    /// <summary>Finds what the code means and opens a Work Group on it.</summary>
    public static async Task<WorkGroup> OpenGroupAsync(JourneyContext context, JourneyFiles files)
    {
        context.Output.Section("A Work Group recruits");
        var resolved = await context.Hub.Catalogue.ResolveCodeAsync(new() { Code = Code }, context.Call);
        var focus = resolved.Foci[0];
        context.Output.Call("ResolveCode", $"\"{Code}\" means {focus.Name}, {focus.DisplayName}");
        var group = await context.Hub.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = context.HubName,
            WorkGroup = new()
            {
                Focus = focus.Name,
                DisplayName = $"Wakefield Sustaining B, run {files.Run}",
                Capacity = 8,
                ExpectedAttendancePercent = 80,
            },
        }, context.Call);
        context.Output.Call(
            "CreateWorkGroup",
            $"{group.DisplayName}, {group.AcademicYear}, {group.Capacity} places: {group.State.Words()}");
        group = await context.Hub.WorkGroups.OpenWorkGroupAsync(
            new() { Name = group.Name, Etag = group.Etag }, context.Call);
        context.Output.Call("OpenWorkGroup", group.State.Words());
        return group;
    }

    /// <summary>Runs the step; answers the enrolment.</summary>
    public static async Task<string> RunAsync(JourneyContext context, DepartmentStep.Result department, WorkGroup group)
    {
        context.Output.Section("The department applies, is judged eligible and is accepted");
        var application = await SubmitAsync(context, department.Department, department.Advocates, group);
        JourneyContext.Expect(application.Eligibility.Outcome == Eligibility.Types.Outcome.Eligible,
            $"the department had to be eligible, it is {application.Eligibility.Outcome.Words()}");
        JourneyContext.Expect(
            application.Eligibility.Rules.Any(IsMetByPastParticipation),
            "a rule had to rest on the past participation");

        var accepted = await context.Hub.WorkGroups.AcceptApplicationAsync(
            new() { Name = application.Name, Etag = application.Etag, WorkGroup = group.Name }, context.Call);
        JourneyContext.Expect(
            accepted.State == Application.Types.State.Accepted,
            $"the application had to be accepted, it is {accepted.State.Words()}");
        context.Output.Call("AcceptApplication", $"{accepted.State.Words()}: {accepted.Enrolment}");
        return accepted.Enrolment;
    }

    /// <summary>Drafts an application and submits it, reporting the verdict with each rule's evidence.</summary>
    public static async Task<Application> SubmitAsync(
        JourneyContext context, string department, IReadOnlyList<string> advocates, WorkGroup group)
    {
        var draft = await context.Hub.WorkGroups.CreateApplicationAsync(
            new() { Parent = context.HubName, Application = Draft(department, advocates, group) }, context.Call);
        context.Output.Call("CreateApplication", $"{draft.State.Words()}, with {draft.Advocates.Count} Advocates");
        var submitted = await context.Hub.WorkGroups.SubmitApplicationAsync(
            new() { Name = draft.Name, Etag = draft.Etag }, context.Call);
        context.Output.Call("SubmitApplication",
            $"{submitted.State.Words()}, judged {submitted.Eligibility.Outcome.Words()} by "
                + $"{submitted.Eligibility.Project}, "
                + $"revision {submitted.Eligibility.ProjectRevision}");
        foreach (var rule in submitted.Eligibility.Rules)
        {
            context.Output.Detail(
                rule.Verdict switch { Verdict.Met => true, Verdict.NotMet => false, _ => null },
                $"{rule.Rule}: {rule.Explanation}{Evidence(rule.Evidence)}");
        }

        return submitted;
    }

    static Application Draft(string department, IReadOnlyList<string> advocates, WorkGroup group) => new()
    {
        Department = department,
        Focus = group.Focus,
        WorkGroup = group.Name,
        Motivation =
            "Our Year 8 students calculate well and reason little; we want to plan for it together and to be "
                + "challenged by others.",
        Advocates =
        {
            new Application.Types.Advocate
            {
                Participant = advocates[0],
                Experienced = true,
                AuthorityToMakeChange = true,
            },
            new Application.Types.Advocate { Participant = advocates[1], Experienced = true },
        },
        HeadteacherAgreement = new() { DisplayName = "Ruth Akroyd", Role = "Headteacher", AgreeDate = "2024-06-28" },
    };

    static bool IsMetByPastParticipation(Eligibility.Types.RuleResult rule) =>
        rule.Verdict == Verdict.Met
            && rule.Evidence.Any(name => name.Contains("/participations/", StringComparison.Ordinal));

    static string Evidence(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? $" [{list}]" : "";
}

using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The applications of the demo year, in every state, and the enrolments that acceptance made.</summary>
static class DemoApplications
{
    /// <summary>Creates them; answers the live enrolments by department.</summary>
    public static async Task<Dictionary<string, string>> CreateAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments, Dictionary<string, WorkGroup> groups)
    {
        var enrolments = new Dictionary<string, string>
        {
            ["calder-vale"] = await AcceptAsync(context, departments["calder-vale"], groups["b"]),
            ["holme-edge"] = await AcceptAsync(context, departments["holme-edge"], groups["b"]),
            ["marfleet"] = await AcceptAsync(context, departments["marfleet"], groups["a"]),
            ["aire-bank"] = await AcceptAsync(context, departments["aire-bank"], groups["a"]),
            ["ancholme"] = await AcceptAsync(context, departments["ancholme"], groups["a"]),
            ["trentside"] = await AcceptAsync(
                context, departments["trentside"], groups["d"], "Variation in questions for homework"),
        };
        await AnswerOthersAsync(context, departments, groups);
        enrolments["spen-beck"] = await AcceptAsync(context, departments["spen-beck"], groups["development"]);
        enrolments["colne-head"] = await AcceptAsync(context, departments["colne-head"], groups["development"]);
        await AcceptAsync(context, departments["newland"], groups["local"]);
        context.Report(
            $"15 applications in every state, {enrolments.Count + 1} places taken and one given up");
        return enrolments;
    }

    /// <summary>Those that have no place: one gave it up, the others never had one.</summary>
    static async Task AnswerOthersAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments, Dictionary<string, WorkGroup> groups)
    {
        var pair = departments["humber-bank"].With(departments["humber-bank-science"]);
        await WithdrawEnrolmentAsync(context, await AcceptAsync(context, pair, groups["c"]));
        await DeclineAsync(context, await SubmitAsync(context, departments["spen-beck"], groups["b"]));
        await WaitlistAsync(context, await SubmitAsync(context, departments["ings-road"], groups["a"]));
        await WithdrawAsync(context, await SubmitAsync(context, departments["marfleet"], groups["b"]));
        await SubmitAsync(context, departments["newland"], groups["d"], "Reasoning in the first lessons of Year 7");
        await DraftAsync(
            context, departments["calder-vale-science"].With(departments["calder-vale"]), groups["c"], "");
    }

    static async Task<string> AcceptAsync(
        DemoContext context, DemoDepartment department, WorkGroup group, string theme = "")
    {
        var application = await SubmitAsync(context, department, group, theme);
        var accepted = await context.Hub.WorkGroups.AcceptApplicationAsync(
            new AcceptApplicationRequest
            {
                Name = application,
                WorkGroup = group.Name,
                EffectiveDate = "2024-09-02",
            }.WithRequestId(),
            context.Call);
        return accepted.Enrolment;
    }

    static async Task<string> SubmitAsync(
        DemoContext context, DemoDepartment department, WorkGroup group, string theme = "")
    {
        var draft = await DraftAsync(context, department, group, theme);
        await context.Hub.WorkGroups.SubmitApplicationAsync(
            new SubmitApplicationRequest { Name = draft }.WithRequestId(), context.Call);
        return draft;
    }

    static async Task<string> DraftAsync(DemoContext context, DemoDepartment department, WorkGroup group, string theme)
    {
        var request = new CreateApplicationRequest
        {
            Parent = context.HubName,
            Application = new()
            {
                Department = department.Name,
                Focus = group.Focus,
                WorkGroup = group.Name,
                Theme = theme,
                Motivation = department.Seed.Motivation,
                Advocates =
                {
                    new Application.Types.Advocate
                    {
                        Participant = department.Advocates[0],
                        Experienced = true,
                        AuthorityToMakeChange = true,
                    },
                    new Application.Types.Advocate { Participant = department.Advocates[1], Experienced = true },
                },
                HeadteacherAgreement = new()
                {
                    DisplayName = department.Seed.Headteacher,
                    Role = "Headteacher",
                    AgreeDate = department.Seed.Agreed,
                },
            },
        };
        return (await context.Hub.WorkGroups.CreateApplicationAsync(request.WithRequestId(), context.Call)).Name;
    }

    static async Task WithdrawEnrolmentAsync(DemoContext context, string enrolment) =>
        await context.Hub.WorkGroups.WithdrawEnrolmentAsync(
            new WithdrawEnrolmentRequest
            {
                Name = enrolment,
                Reason = "Both Advocates leave their school at Christmas.",
                EffectiveDate = "2024-12-20",
            }.WithRequestId(),
            context.Call);

    static async Task DeclineAsync(DemoContext context, string application) =>
        await context.Hub.WorkGroups.DeclineApplicationAsync(
            new DeclineApplicationRequest
            {
                Name = application,
                DeclineReason = Application.Types.DeclineReason.NotEligible,
                Reason = "Please take part in a Development Work Group first.",
            }.WithRequestId(),
            context.Call);

    static async Task WaitlistAsync(DemoContext context, string application) =>
        await context.Hub.WorkGroups.WaitlistApplicationAsync(
            new WaitlistApplicationRequest { Name = application }.WithRequestId(), context.Call);

    static async Task WithdrawAsync(DemoContext context, string application) =>
        await context.Hub.WorkGroups.WithdrawApplicationAsync(
            new WithdrawApplicationRequest
            {
                Name = application,
                Reason = "One Work Group a year is enough for us.",
            }.WithRequestId(),
            context.Call);
}

using Mastery.Participants.V1;

namespace Mastery.Cli.Journey;

/// <summary>A department that never took part applies, and is refused with reasons.</summary>
static class NewcomerStep
{
    /// <summary>Runs the step.</summary>
    public static async Task RunAsync(JourneyContext context, JourneyFiles files, WorkGroup group)
    {
        context.Output.Section("A department that is not eligible");
        var department = await DepartmentStep.CreateAsync(context, files.Newcomer);
        string[] advocates =
        [
            await DepartmentStep.JoinAsync(
                context, department, "Holly", "Naylor", "Head of mathematics", Responsibility.HeadOfDepartment),
            await DepartmentStep.JoinAsync(
                context, department, "Tomasz", "Wójcik", "Teacher of mathematics", Responsibility.ClassroomTeacher),
        ];
        var application = await ApplicationStep.SubmitAsync(context, department, advocates, group);
        JourneyContext.Expect(application.Eligibility.Outcome == Eligibility.Types.Outcome.NotEligible,
            $"the department had to be found not eligible, it is {application.Eligibility.Outcome.Words()}");

        var refusal = await JourneyContext.RefusedAsync("NOT_ELIGIBLE", context.Hub.WorkGroups.AcceptApplicationAsync(
            new() { Name = application.Name, WorkGroup = group.Name }, context.Call));
        context.Output.Call("AcceptApplication", $"refused, {refusal.Reason}: {refusal.Message}");
        var declined = await context.Hub.WorkGroups.DeclineApplicationAsync(new()
        {
            DeclineReason = Application.Types.DeclineReason.NotEligible,
            Name = application.Name,
            Reason = "The Sustaining year follows a Development Work Group: please apply to NCP24-12 first.",
        }, context.Call);
        context.Output.Call("DeclineApplication", $"{declined.State.Words()}: {declined.StateReason}");
    }
}

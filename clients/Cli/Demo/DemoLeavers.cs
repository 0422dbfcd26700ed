using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>Who leaves a school of the demo year, and who follows as head of department and as Advocate.</summary>
static class DemoLeavers
{
    /// <summary>Lets them leave.</summary>
    /// <param name="context">The callers and the hub.</param>
    /// <param name="departments">All departments.</param>
    /// <param name="enrolments">The live enrolments by department.</param>
    public static async Task LeaveAsync(
        DemoContext context, Dictionary<string, DemoDepartment> departments, Dictionary<string, string> enrolments)
    {
        List<DemoDepartment> left = [.. departments.Values.Where(department => department.Seed.Leaver is not null)];
        foreach (var department in left)
        {
            if (enrolments.TryGetValue(department.Seed.Key, out var enrolment))
            {
                await ReplaceAsync(context, department, department.Seed.Leaver!, enrolment);
            }

            await LeaveAsync(context, department, department.Seed.Leaver!);
        }

        context.Report($"{left.Count} people have left their schools; colleagues follow them as heads and Advocates");
    }

    static async Task ReplaceAsync(
        DemoContext context, DemoDepartment department, DemoLeaver leaver, string enrolment) =>
        await context.Hub.WorkGroups.ReplaceAdvocateAsync(
            new ReplaceAdvocateRequest
            {
                Name = enrolment,
                Advocate = department.People[leaver.Person],
                Replacement = department.People[leaver.Advocate],
                Reason = "Has a post at another school.",
                EffectiveDate = leaver.NextDay,
            }.WithRequestId(),
            context.Call);

    static async Task LeaveAsync(DemoContext context, DemoDepartment department, DemoLeaver leaver)
    {
        await context.Hub.People.ArchiveParticipantAsync(
            new ArchiveParticipantRequest
            {
                Name = department.People[leaver.Person],
                LeaveDate = leaver.LastDay,
            }.WithRequestId(),
            context.Call);
        if (leaver.Successor is { } next)
        {
            await SucceedAsync(context, department, next, leaver);
        }
    }

    /// <summary>A colleague becomes the head of department.</summary>
    static async Task SucceedAsync(DemoContext context, DemoDepartment department, int next, DemoLeaver leaver)
    {
        var seed = department.Seed;
        var former = DemoDepartments.Post(department.Name, seed, next);
        former.EndDate = leaver.LastDay;
        var head = DemoDepartments.Post(department.Name, seed.Subject, 0, leaver.NextDay);
        await context.Hub.People.UpdateParticipantAsync(
            new UpdateParticipantRequest
            {
                Participant = new() { Name = department.People[next], Posts = { former, head } },
                UpdateMask = new() { Paths = { "posts" } },
            }.WithRequestId(),
            context.Call);
        await context.Hub.People.UpdateDepartmentAsync(
            new UpdateDepartmentRequest
            {
                Department = new() { Name = department.Name, Head = department.People[next] },
            }.WithRequestId(),
            context.Call);
    }
}

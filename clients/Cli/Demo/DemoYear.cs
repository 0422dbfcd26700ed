using Mastery.Cli.Gias;
using Mastery.Cli.Importing;

namespace Mastery.Cli.Demo;

/// <summary>
/// Fills one hub with sample data for a year through the public API: fictional schools (URNs 990001 to 990014, used by
/// none in England), departments, people, Work Groups on the four foci, applications and plans in every state. The id
/// of each request is computed from its content, so an interrupted run can be continued, and a run after a complete one
/// changes nothing.
/// </summary>
public static class DemoYear
{
    /// <summary>Fills it; returns whether there was anything to do.</summary>
    public static async Task<bool> FillAsync(DemoContext context)
    {
        if (await DemoGroups.ExistAsync(context))
        {
            return false;
        }

        await SchoolsAsync(context);
        var departments = await DemoDepartments.CreateAsync(context);
        var groups = await DemoGroups.OpenAsync(context, departments);
        var enrolments = await DemoApplications.CreateAsync(context, departments, groups);
        await DemoSessions.HoldAsync(context, groups, departments);
        await DemoEnquiries.CreateAsync(context);
        await DemoImports.PlanAsync(context);
        await DemoPlans.CreateAsync(context, departments, enrolments);
        await DemoAttendances.RecordAsync(context, departments.Values);
        await DemoReviews.WriteAsync(context, departments);
        await DemoFeedback.GiveAsync(context, departments);
        await DemoLeavers.LeaveAsync(context, departments, enrolments);
        await DemoRoster.SyncAsync(context);
        await DemoGroups.FinishAsync(context, groups, departments);
        await DemoLetters.MarkAsync(context);
        return true;
    }

    static async Task SchoolsAsync(DemoContext context)
    {
        var schools = GiasSchoolReader.Open(Resource("schools.csv"));
        await context.Operator.Schools.SendAsync(
            schools.Read().Select(row => row.Record!), extractDate: "", validateOnly: false, context.Cancellation);
        var links = GiasSuccessionReader.Open(Resource("links.csv"));
        await context.Operator.Schools.SendAsync(
            links.Read().Select(row => row.Record!),
            extractDate: "",
            complete: false,
            validateOnly: false,
            context.Cancellation);
        context.Report($"{schools.Counts.Accepted} schools and {links.Counts.Accepted} succession links");
    }

    static Stream Resource(string file) =>
        typeof(DemoYear).Assembly.GetManifestResourceStream($"Mastery.Cli.Demo.{file}")!;
}

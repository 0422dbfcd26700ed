using System.Diagnostics;

namespace Mastery.Cli.Journey;

/// <summary>The programme's own story through the public API, from a file of schools to an agreed plan.</summary>
public static class JourneyRun
{
    /// <summary>Tells it. Throws <see cref="JourneyException"/> where the suite answers otherwise than the story
    /// goes.</summary>
    public static async Task<JourneyReport> TellAsync(JourneyContext context)
    {
        var watch = Stopwatch.StartNew();
        var files = await SchoolsChapter.TellAsync(context);
        var department = await DepartmentChapter.TellAsync(context, files);
        var group = await ApplicationChapter.OpenGroupAsync(context, files);
        var enrolment = await ApplicationChapter.TellAsync(context, department, group);
        var plan = await PlanChapter.TellAsync(context, enrolment, department.Advocates[0]);
        await NewcomerChapter.TellAsync(context, files, group);
        return new(
            files.Run,
            department.Department,
            group.Name,
            enrolment,
            plan.Name,
            watch.Elapsed.TotalSeconds,
            context.Narrator.Chapters);
    }
}

/// <summary>What a run left behind, and its story.</summary>
/// <param name="Run">Which run it was, from 1.</param>
/// <param name="Department">The department that was eligible.</param>
/// <param name="WorkGroup">Its Work Group.</param>
/// <param name="Enrolment">Its place there.</param>
/// <param name="Plan">Its plan, agreed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Chapters">The story.</param>
public sealed record JourneyReport(
    int Run,
    string Department,
    string WorkGroup,
    string Enrolment,
    string Plan,
    double Seconds,
    IReadOnlyList<Chapter> Chapters);

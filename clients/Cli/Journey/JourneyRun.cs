using System.Diagnostics;

namespace Mastery.Cli.Journey;

/// <summary>The programme through the public API, from a file of schools to an agreed plan.</summary>
public static class JourneyRun
{
    /// <summary>Runs every step.</summary>
    /// <exception cref="JourneyException">The suite did not answer as expected.</exception>
    public static async Task<JourneyReport> RunAsync(JourneyContext context)
    {
        var watch = Stopwatch.StartNew();
        var files = await SchoolsStep.RunAsync(context);
        var department = await DepartmentStep.RunAsync(context, files);
        var group = await ApplicationStep.OpenGroupAsync(context, files);
        var enrolment = await ApplicationStep.RunAsync(context, department, group);
        var plan = await PlanStep.RunAsync(context, enrolment, department.Advocates[0]);
        await NewcomerStep.RunAsync(context, files, group);
        return new(
            files.Run,
            department.Department,
            group.Name,
            enrolment,
            plan.Name,
            watch.Elapsed.TotalSeconds,
            context.Output.Sections);
    }
}

/// <summary>What a run created, and its output.</summary>
/// <param name="Run">Which run it was, from 1.</param>
/// <param name="Department">The department that was eligible.</param>
/// <param name="WorkGroup">Its Work Group.</param>
/// <param name="Enrolment">Its place there.</param>
/// <param name="Plan">Its plan, agreed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Sections">The output, one section for each step.</param>
public sealed record JourneyReport(
    int Run,
    string Department,
    string WorkGroup,
    string Enrolment,
    string Plan,
    double Seconds,
    IReadOnlyList<Section> Sections);

using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>What a plan and its aims go on with, as a sheet says it.</summary>
/// <param name="line">The plans of the story, with their aims.</param>
sealed class SheetLineage(IReadOnlyList<PlanContent> line)
{
    readonly Dictionary<Guid, Plan> _plans = line.ToDictionary(one => one.Plan.Id, one => one.Plan);
    readonly Dictionary<Guid, Aim> _aims = line.SelectMany(one => one.Aims).ToDictionary(aim => aim.Id);

    /// <summary>"Fluency for all (2023/24)"; empty for a plan that goes on with none.</summary>
    public string Of(Plan plan) => plan.ContinuesId is { } id && _plans.TryGetValue(id, out var former)
        ? InYear(former.Title, former)
        : "";

    /// <summary>The same of an aim.</summary>
    public string Of(Aim aim) => aim.ContinuesId is { } id && _aims.TryGetValue(id, out var former)
        ? InYear(former.Statement, _plans[former.PlanId])
        : "";

    static string InYear(string text, Plan plan) => $"{text.TrimEnd('.')} ({AcademicYear.Slashed(plan.AcademicYear)})";
}

using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Status = Mastery.DevelopmentPlans.V1.Aim.Types.Status;
using Thread = Mastery.DevelopmentPlans.V1.PlanLineage.Types.AimThread;

namespace Mastery.DevelopmentPlans;

/// <summary>A department's plans over the years as one story: pure.</summary>
static class PlanLineage
{
    /// <param name="line">The plans by year, with their aims.</param>
    public static V1.PlanLineage Of(IReadOnlyList<PlanContent> line)
    {
        var years = line.ToDictionary(content => content.Plan.Id, content => content.Plan.AcademicYear);
        List<Thread> threads =
            [.. Threads([.. line.SelectMany(content => content.Aims)]).Select(aims => Of(aims, years))];
        return new()
        {
            Plans = { line.Select(content => Of(content.Plan)) },
            Aims = { threads },
            Message = Words(line, threads),
        };
    }

    /// <summary>The aims, each with those that go on with it.</summary>
    static IEnumerable<IReadOnlyList<Aim>> Threads(IReadOnlyList<Aim> aims)
    {
        var known = aims.Select(aim => aim.Id).ToHashSet();
        var next = aims.Where(aim => aim.ContinuesId is not null).ToLookup(aim => aim.ContinuesId!.Value);
        foreach (var first in aims.Where(aim => aim.ContinuesId is not { } former || !known.Contains(former)))
        {
            List<Aim> thread = [first];
            for (var index = 0; index < thread.Count; index++)
            {
                thread.AddRange(next[thread[index].Id]);
            }

            yield return thread;
        }
    }

    static V1.PlanLineage.Types.PlanYear Of(Plan plan) => new()
    {
        Plan = plan.Name,
        AcademicYear = plan.AcademicYear,
        Title = plan.Title,
        State = plan.State,
        Continues = plan.Continues,
        AgreeTime = plan.AgreeTime?.ToTimestamp(),
    };

    static Thread Of(IReadOnlyList<Aim> aims, Dictionary<Guid, string> years) => new()
    {
        Statement = aims[^1].Statement,
        Years =
        {
            aims.Select(aim => new V1.PlanLineage.Types.AimYear
            {
                Aim = aim.Name,
                AcademicYear = years[aim.PlanId],
                Statement = aim.Statement,
                Status = aim.Status,
                SuccessCriteria = { aim.SuccessCriteria.Select(criterion => criterion.ToProto()) },
            }),
        },
        Message = $"“{aims[^1].Statement}”: "
            + string.Join(", ", aims.Select(aim =>
                $"{AcademicYear.Slashed(years[aim.PlanId])} {Words(aim.Status)}")) + ".",
    };

    static string Words(IReadOnlyList<PlanContent> line, List<Thread> threads)
    {
        var (first, last) = (line[0].Plan.AcademicYear, line[^1].Plan.AcademicYear);
        var met = threads.Count(thread => thread.Years[^1].Status == Status.Met);
        return (line.Count == 1
                ? $"One plan, of {AcademicYear.Slashed(first)}"
                : $"{line.Count} plans, from {AcademicYear.Slashed(first)} to {AcademicYear.Slashed(last)}")
            + $": {met} of {threads.Count} {(threads.Count == 1 ? "aim is" : "aims are")} met.";
    }

    static string Words(Status status) => Enums.Text(status).Replace('_', ' ').ToLowerInvariant();
}

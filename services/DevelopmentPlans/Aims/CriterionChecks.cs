using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Criterion = Mastery.DevelopmentPlans.V1.Aim.Types.SuccessCriterion;

namespace Mastery.DevelopmentPlans;

/// <summary>What no success criterion can be, whatever the plan says: refused when it is written.</summary>
static class CriterionChecks
{
    /// <exception cref="ApiError">INVALID_ARGUMENT with everything that is impossible.</exception>
    public static V1.Aim RequirePossible(this V1.Aim aim, DateOnly today)
    {
        List<(string, string)> violations =
            [.. aim.SuccessCriteria.Index().SelectMany(at => Check(at.Item, PathOf(at.Index), today))];
        return violations.Count == 0 ? aim : throw ApiError.Invalid(violations);
    }

    static IEnumerable<(string, string)> Check(Criterion criterion, string path, DateOnly today) =>
        Percent.Check(criterion.Unit, Values(criterion, path)).Concat(Days(criterion, path, today));

    static IEnumerable<(string, double?)> Values(Criterion criterion, string path) =>
    [
        ($"{path}.baseline", criterion.HasBaseline ? criterion.Baseline : null),
        ($"{path}.target", criterion.HasTarget ? criterion.Target : null),
        .. criterion.Measurements.Index().Select(at => ($"{PathOf(path, at.Index)}.value", (double?)at.Item.Value)),
    ];

    static IEnumerable<(string, string)> Days(Criterion criterion, string path, DateOnly today)
    {
        HashSet<string> days = [];
        foreach (var (index, measurement) in criterion.Measurements.Index())
        {
            var field = $"{PathOf(path, index)}.measure_date";
            if (IsoDate.Parse(measurement.MeasureDate) > today)
            {
                yield return (field, "must not be in the future: a measurement says what was found");
            }

            if (!days.Add(measurement.MeasureDate))
            {
                yield return (field, "must be another day than those of the other measurements: a day has one value");
            }
        }
    }

    static string PathOf(int criterion) => $"aim.success_criteria[{criterion}]";

    static string PathOf(string criterion, int measurement) => $"{criterion}.measurements[{measurement}]";
}

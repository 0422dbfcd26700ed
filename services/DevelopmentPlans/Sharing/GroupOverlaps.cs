using System.Text.RegularExpressions;
using Kind = Mastery.DevelopmentPlans.V1.WorkGroupPlans.Types.Overlap.Types.Kind;

namespace Mastery.DevelopmentPlans;

/// <summary>Where the aims of several departments overlap: by outcome heading, big idea, theme, or words.</summary>
static partial class GroupOverlaps
{
    const int FewestWords = 3;

    static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "about", "after", "every", "their", "there", "these", "those", "through", "which", "where", "while", "would",
        "students", "teachers", "pupils", "department", "lesson", "lessons", "maths", "mathematics", "class", "classes",
        "year", "years", "stage",
    };

    public static IEnumerable<V1.WorkGroupPlans.Types.Overlap> Of(IReadOnlyList<SharedPlan> shared)
    {
        List<Found> aims = [.. shared.SelectMany(plan => plan.Aims.Select(aim => new Found(plan.Member, aim)))];
        return
        [
            .. By(aims, Kind.OutcomeHeading, aim => aim.OutcomeHeading.Length > 0 ? [aim.OutcomeHeading] : [],
                topic => $"aims under the heading {Words.Quote(topic)}"),
            .. By(aims, Kind.BigIdea, aim => aim.BigIdeas.Select(PlanWords.Of),
                topic => $"aims that rest on the big idea {Words.Quote(topic)}"),
            .. By(aims, Kind.EssenceTheme, aim => aim.EssenceThemes,
                topic => $"aims that take up the theme {Words.Quote(topic)}"),
            .. Alike(aims),
        ];
    }

    static IEnumerable<V1.WorkGroupPlans.Types.Overlap> By(
        List<Found> aims, Kind kind, Func<Aim, IEnumerable<string>> topics, Func<string, string> words) =>
        from topic in aims
            .SelectMany(found => topics(found.Aim).Select(topic => (Topic: topic, Found: found)))
            .GroupBy(one => one.Topic, one => one.Found, StringComparer.OrdinalIgnoreCase)
        let departments = topic.Select(found => found.Member).Distinct().Count()
        where departments > 1
        orderby departments descending, topic.Key
        select Overlap(kind, topic.Key, [.. topic], words(topic.Key));

    /// <summary>Aims of two departments whose statements share words of weight.</summary>
    static IEnumerable<V1.WorkGroupPlans.Types.Overlap> Alike(List<Found> aims) =>
        from one in aims.Index()
        from other in aims.Skip(one.Index + 1)
        where one.Item.Member != other.Member
        let shared = Weighty(one.Item.Aim.Statement).Intersect(Weighty(other.Aim.Statement)).Order().ToList()
        where shared.Count >= FewestWords
        select Overlap(Kind.Words, string.Join(", ", shared), [one.Item, other],
            $"aims in much the same words ({string.Join(", ", shared)})");

    static V1.WorkGroupPlans.Types.Overlap Overlap(Kind kind, string topic, List<Found> aims, string words)
    {
        List<string> schools = [.. aims.Select(found => found.Member.School).Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            Kind = kind,
            Topic = topic,
            Aims = { aims.Select(found => found.Aim.Name) },
            Message = $"{Words.And(schools)} {(schools.Count == 2 ? "both" : "all")} have {words}.",
        };
    }

    static IEnumerable<string> Weighty(string statement) =>
        Word().Matches(statement.ToLowerInvariant()).Select(match => match.Value)
            .Where(word => !Common.Contains(word)).Distinct();

    /// <summary>Shorter words say little.</summary>
    [GeneratedRegex(@"\p{L}{5,}")]
    private static partial Regex Word();

    readonly record struct Found(GroupMember Member, Aim Aim);
}

using Mastery.Common.V1;
using Mastery.Contracts;

namespace Mastery.DevelopmentPlans;

/// <summary>What the rules of coherence judge: a plan's content, the people of its department, what its focus asks for,
/// the terms of its hub, and the day. Parts are in the order of their creation, people in that of their names, so that
/// a report does not depend on the order in which they were read.</summary>
public sealed record PlanSnapshot(
    PlanContent Content, DepartmentPeople People, FocusView Focus, TermDates TermDates, DateOnly Today)
{
    public Plan Plan => Content.Plan;
    public AcademicYear Year { get; } = AcademicYear.Parse(Content.Plan.AcademicYear);
    public IReadOnlyList<Evidence> Evidence { get; } = [.. Content.Evidence.OrderBy(piece => piece.Id)];

    /// <summary>The aims but for those that were dropped.</summary>
    public IReadOnlyList<Aim> Aims { get; } = [.. Content.Aims.Where(aim => !aim.Dropped).OrderBy(aim => aim.Id)];

    /// <summary>The activities but for those that were cancelled.</summary>
    public IReadOnlyList<Activity> Activities { get; } =
    [
        .. Content.Activities.Where(activity => activity.State != V1.Activity.Types.State.Cancelled)
            .OrderBy(activity => activity.Id),
    ];

    /// <summary>Those whom the department expects in the year.</summary>
    public IReadOnlyList<Member> Members { get; } =
    [
        .. People.Expected.OrderBy(member => member.DisplayName, StringComparer.Ordinal)
            .ThenBy(member => member.Name, StringComparer.Ordinal),
    ];
}

/// <summary>The people of a department in the year of a plan.</summary>
/// <param name="Count">How many hold a post there.</param>
/// <param name="Expected">Those of them who are expected in the year: one on leave is not.</param>
/// <param name="OnRecord">The names of all who hold, held or will hold a post there in the year's programme.</param>
/// <param name="OthersOfHub">The names of others in the plan whom the hub knows: they may lead an activity.</param>
public sealed record DepartmentPeople(
    int Count, IReadOnlyList<Member> Expected, IReadOnlySet<string> OnRecord, IReadOnlyList<string> OthersOfHub);

/// <summary>What a focus and its project ask of plans.</summary>
/// <param name="CatalogueRevision">The revision of the project.</param>
/// <param name="BigIdeas">The big ideas of the focus.</param>
/// <param name="OutcomeHeadings">The headings of the project's outcomes.</param>
/// <param name="EssenceThemes">The themes of the Essence that the project has.</param>
public sealed record FocusView(
    long CatalogueRevision,
    IReadOnlySet<BigIdea> BigIdeas,
    IReadOnlySet<string> OutcomeHeadings,
    IReadOnlySet<string> EssenceThemes)
{
    /// <summary>Where only the programme is looked at.</summary>
    public static FocusView None { get; } =
        new(0, new HashSet<BigIdea>(), new HashSet<string>(), new HashSet<string>());
}

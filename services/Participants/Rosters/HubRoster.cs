using Mastery.Common.V1;

namespace Mastery.Participants;

/// <summary>What a hub has on record that a feed is about.</summary>
public sealed record HubRoster
{
    public required string Hub { get; init; }

    /// <summary>Whether the source had put nobody on record in the hub.</summary>
    public required bool FirstSync { get; init; }

    public required IReadOnlyList<Department> Departments { get; init; }

    /// <summary>Those who work or worked in these departments, and those whom the feed may mean, in the order of their
    /// ids.</summary>
    public required IReadOnlyDictionary<Guid, Participant> People { get; init; }

    public required IReadOnlyDictionary<Guid, Given> Given { get; init; }

    internal ILookup<int, RosterHit> Hits { get; init; } = Array.Empty<RosterHit>().ToLookup(hit => hit.Person);

    /// <summary>The people of the feed who asked the hub to be erased, by their number in it: whether it is certain, or
    /// they have no more than the name of one.</summary>
    public IReadOnlyDictionary<int, bool> Erased { get; init; } = new Dictionary<int, bool>();

    /// <summary>What was decided on records, by the id in the source.</summary>
    public required IReadOnlyDictionary<string, MatchReview> Reviews { get; init; }

    /// <summary>Of a bound caller: those who have posts that it does not see.</summary>
    public IReadOnlySet<Guid> PartlyHidden { get; init; } = new HashSet<Guid>();

    /// <summary>Of a bound caller: the Teacher Reference Numbers that people have whom it does not see.</summary>
    public IReadOnlySet<string> HiddenTrns { get; init; } = new HashSet<string>();

    /// <summary>The department of a school and subject in the hub.</summary>
    public Department? Department(FeedSchool school, Subject subject) => Departments
        .Where(department => department.Subject == subject && school.Line.Contains(department.School))
        .OrderBy(department => IndexOf(school.Line, department.School)).FirstOrDefault();

    public bool IsAt(Guid department, FeedSchool school) =>
        Departments.Any(one => one.Id == department && school.Line.Contains(one.School));

    /// <summary>The departments of some schools.</summary>
    public HashSet<Guid> DepartmentsOf(IEnumerable<FeedSchool> schools)
    {
        HashSet<string> urns = [.. schools.SelectMany(school => school.Line)];
        return [.. Departments.Where(department => urns.Contains(department.School)).Select(one => one.Id)];
    }

    public Given GivenTo(Guid participant) => Given.GetValueOrDefault(participant)
        ?? new Given { ParticipantId = participant, Known = false };

    static int IndexOf(IReadOnlyList<string> line, string urn)
    {
        var place = 0;
        while (line[place] != urn)
        {
            place++;
        }

        return place;
    }
}

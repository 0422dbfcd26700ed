using Mastery.ServiceDefaults;
using Doubt = Mastery.Participants.V1.Succession.Types.Doubt;

namespace Mastery.Participants;

/// <summary>The predecessors and successors of a school, from its links: each school once and the nearest first, also
/// where the links form cycles.</summary>
public sealed record SchoolHistory
{
    public required string Urn { get; init; }
    public required IReadOnlyList<string> Predecessors { get; init; }
    public required IReadOnlyList<string> Successors { get; init; }
    public required IReadOnlyList<Succession> Successions { get; init; }
    public required bool Cyclic { get; init; }
    public required bool Queued { get; init; }

    /// <param name="urn">The school.</param>
    /// <param name="links">Every followed link before and after the school, and its own links that are not
    /// followed.</param>
    public static SchoolHistory Of(string urn, IReadOnlyList<Succession> links)
    {
        var followed = links.Where(link => link.Followed).ToList();
        var predecessors = followed.ToLookup(link => link.Successor, link => link.Predecessor);
        var successors = followed.ToLookup(link => link.Predecessor, link => link.Successor);
        return new SchoolHistory
        {
            Urn = urn,
            Predecessors = Walk(urn, predecessors),
            Successors = Walk(urn, successors),
            Successions = links,
            Cyclic = IsCyclic(followed, successors)
                || links.Any(link => link.Doubt is Doubt.Cycle or Doubt.Contradictory),
            Queued = links.Any(link => link.Predecessor == urn && link.Doubt is not null),
        };
    }

    /// <summary>The URNs of the successors that a person chose.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT when one is not linked with the school; FAILED_PRECONDITION when it
    /// has no links to decide on.</exception>
    public IReadOnlyList<string> Choose(IReadOnlyList<string> names)
    {
        HashSet<string> linked = [.. Successions.Where(link => link.Predecessor == Urn).Select(link => link.Successor)];
        if (linked.Count == 0)
        {
            throw DirectoryErrors.NothingToDecide(School.NameOf(Urn));
        }

        var urns = names.Select(name => name.Id()).ToList();
        var unlinked = urns.FindIndex(urn => !linked.Contains(urn));
        return unlinked < 0 ? urns : throw DirectoryErrors.NotLinked(unlinked, names[unlinked]);
    }

    public V1.SchoolHistory ToProto() => new()
    {
        School = School.NameOf(Urn),
        Predecessors = { Predecessors.Select(School.NameOf) },
        Successors = { Successors.Select(School.NameOf) },
        Successions = { Successions.Select(succession => succession.ToProto()) },
        Cyclic = Cyclic,
        Queued = Queued,
    };

    static List<string> Walk(string urn, ILookup<string, string> next)
    {
        HashSet<string> seen = [urn];
        List<string> found = [];
        for (var (at, current) = (0, urn); ; current = found[at++])
        {
            found.AddRange(next[current].Order(StringComparer.Ordinal).Where(seen.Add));
            if (at == found.Count)
            {
                return found;
            }
        }
    }

    /// <summary>Whether a topological sort fails: it removes schools that have no predecessor left, one after another,
    /// and those that remain are on a cycle or after one.</summary>
    static bool IsCyclic(List<Succession> followed, ILookup<string, string> successors)
    {
        var predecessorCounts = followed.CountBy(link => link.Successor).ToDictionary();
        Queue<string> ready = new(
            followed.Select(link => link.Predecessor).Where(urn => !predecessorCounts.ContainsKey(urn)).Distinct());
        while (ready.TryDequeue(out var urn))
        {
            foreach (var successor in successors[urn].Where(successor => --predecessorCounts[successor] == 0))
            {
                ready.Enqueue(successor);
                predecessorCounts.Remove(successor);
            }
        }

        return predecessorCounts.Count > 0;
    }
}

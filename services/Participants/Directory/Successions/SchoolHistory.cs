using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>What came before and after a school, as its links tell: each school once, the nearest first, whatever
/// cycles the links make.</summary>
public sealed record SchoolHistory
{
    public required string Urn { get; init; }
    public required IReadOnlyList<string> Predecessors { get; init; }
    public required IReadOnlyList<string> Successors { get; init; }
    public required IReadOnlyList<Succession> Successions { get; init; }
    public required bool Cyclic { get; init; }
    public required bool Queued { get; init; }

    /// <param name="urn">The school.</param>
    /// <param name="links">Every followed link above and below it, and those of its own that are not followed.</param>
    public static SchoolHistory Of(string urn, IReadOnlyList<Succession> links)
    {
        var followed = links.Where(link => link.Followed).ToList();
        var above = followed.ToLookup(link => link.Successor, link => link.Predecessor);
        var below = followed.ToLookup(link => link.Predecessor, link => link.Successor);
        return new SchoolHistory
        {
            Urn = urn,
            Predecessors = Walk(urn, above),
            Successors = Walk(urn, below),
            Successions = links,
            Cyclic = IsCyclic(followed, below),
            Queued = links.Any(link => link.Predecessor == urn && link.Waits),
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
        var strange = urns.FindIndex(urn => !linked.Contains(urn));
        return strange < 0 ? urns : throw DirectoryErrors.NotLinked(strange, names[strange]);
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

    /// <summary>Whether some school is left when those that nobody came after are taken away, again and
    /// again.</summary>
    static bool IsCyclic(List<Succession> followed, ILookup<string, string> below)
    {
        var waiting = followed.GroupBy(link => link.Successor).ToDictionary(group => group.Key, group => group.Count());
        Queue<string> free = new(
            followed.Select(link => link.Predecessor).Where(urn => !waiting.ContainsKey(urn)).Distinct());
        while (free.TryDequeue(out var urn))
        {
            foreach (var successor in below[urn].Where(successor => --waiting[successor] == 0))
            {
                free.Enqueue(successor);
                waiting.Remove(successor);
            }
        }

        return waiting.Count > 0;
    }
}

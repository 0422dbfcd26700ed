namespace Mastery.Mis.Records;

/// <summary>What reading a source finds beside its people.</summary>
sealed class SourceReport(CancellationToken cancellation)
{
    const int MostProblems = 10_000;

    readonly Queue<SourceProblem> _problems = [];
    readonly HashSet<(string, string)> _said = [];
    readonly Dictionary<string, SourceSchool> _schools = [];
    readonly SortedDictionary<string, int> _dropped = new(StringComparer.Ordinal);
    int _lost;
    int _added;

    /// <summary>Ends the reading.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What the next run begins with.</summary>
    public string? Cursor { get; set; }

    /// <summary>Adds a problem.</summary>
    public void Add(SourceProblem problem)
    {
        _lost += problem.LosesPerson ? 1 : 0;
        if (++_added <= MostProblems)
        {
            _problems.Enqueue(problem);
        }
    }

    /// <summary>Adds a problem that many rows have in common, once.</summary>
    public void AddOnce(string subject, SourceProblem problem)
    {
        if (_said.Add((problem.File, subject)))
        {
            Add(problem);
        }
    }

    /// <summary>Counts what is not taken.</summary>
    public void Drop(string kind, int count = 1) => _dropped[kind] = _dropped.GetValueOrDefault(kind) + count;

    /// <summary>Adds a school that the source covers.</summary>
    public void Cover(SourceSchool school)
    {
        if (!_schools.TryGetValue(school.Number, out var known) || known.Name.Length == 0)
        {
            _schools[school.Number] = school;
        }
    }

    /// <summary>The problems since the last call.</summary>
    public IEnumerable<SourceProblem> Drain()
    {
        while (_problems.TryDequeue(out var problem))
        {
            yield return problem;
        }
    }

    /// <summary>What stands for the problems that were too many to be told; null for none.</summary>
    public SourceProblem? Rest => _added <= MostProblems ? null
        : new("all files", 0, "", $"{_added - MostProblems:N0} more problems are not listed; is it the right file?");

    /// <summary>The end of the stream.</summary>
    public SourceEnd End(int records) => new()
    {
        Schools = [.. _schools.Values.OrderBy(school => school.Number, StringComparer.Ordinal)],
        Cursor = Cursor,
        Records = records,
        Dropped = _dropped,
        LostPeople = _lost,
    };
}

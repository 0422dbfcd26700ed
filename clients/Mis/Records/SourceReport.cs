namespace Mastery.Mis.Records;

/// <summary>What reading a source finds beside its people.</summary>
sealed class SourceReport(CancellationToken cancellation)
{
    readonly Queue<SourceProblem> _problems = [];
    readonly HashSet<(string, string)> _said = [];
    readonly Dictionary<string, SourceSchool> _schools = [];
    readonly SortedDictionary<string, int> _dropped = new(StringComparer.Ordinal);
    int _lost;

    /// <summary>Ends the reading.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What the next run begins with.</summary>
    public string? Cursor { get; set; }

    /// <summary>Adds a problem.</summary>
    public void Add(SourceProblem problem)
    {
        _lost += problem.LosesPerson ? 1 : 0;
        _problems.Enqueue(problem);
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

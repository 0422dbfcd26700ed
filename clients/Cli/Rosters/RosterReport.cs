using Mastery.Mis;
using Mastery.Participants.V1;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Cli.Rosters;

/// <summary>What would come, or came, of a list of staff: for the summary and the report files.</summary>
/// <param name="Sync">The sync.</param>
/// <param name="Effects">What comes of each person.</param>
/// <param name="List">The list; null where it was read some other time.</param>
sealed record RosterReport(RosterSync Sync, IReadOnlyList<RosterSyncEffect> Effects, StaffList? List = null)
{
    /// <summary>The counts of each hub, and below it of each of its schools. Somebody with posts at two schools counts
    /// in both.</summary>
    public IEnumerable<RosterLine> Lines => Sync.Slices.SelectMany(slice => OfSchools(slice).Prepend(
        new(slice.HubDisplayName, IsHub: true, RosterWords.Numbers(slice.Counts))));

    /// <summary>Why staff are left out, with how many each.</summary>
    public IEnumerable<(string Reason, int Count)> LeftOut => Effects.Where(effect => effect.Kind == Kind.Skipped)
        .CountBy(effect => effect.Explanation).OrderByDescending(reason => reason.Value)
        .Select(reason => (reason.Key, reason.Value));

    /// <summary>The schools that would lose so many people that it has to be allowed.</summary>
    public IEnumerable<RosterSync.Types.CoveredSchool> Guarded =>
        Sync.State is RosterSync.Types.State.Planned or RosterSync.Types.State.PartlyApplied
            ? Sync.Slices.Where(slice => slice.State == RosterSync.Types.State.Planned)
                .SelectMany(slice => slice.Schools).Where(school => school.Guarded)
            : [];

    /// <summary>Records of the source that could not be read, or of which a part was not used.</summary>
    public IReadOnlyList<UnusedRow> Unused =>
    [
        .. (List?.Problems ?? []).Select(problem => new UnusedRow(
            problem.File, problem.Line, problem.Column, problem.Reason, problem.LosesPerson)),
        .. Sync.Rejections.Select(rejection => new UnusedRow(
            rejection.Origin?.File ?? "", rejection.Origin?.Line ?? 0, RosterWords.Column(rejection.Field),
            rejection.Reason, true)),
        .. Effects.Where(effect => effect.Kind == Kind.Rejected).Select(effect => new UnusedRow(
            effect.Origins.FirstOrDefault()?.File ?? "", effect.Origins.FirstOrDefault()?.Line ?? 0,
            RosterWords.Column(effect.Field), effect.Explanation, true)),
    ];

    /// <summary>How many people of the source are not in the plan because their rows are wrong.</summary>
    public int UnusedPeople =>
        (List?.End.LostPeople ?? 0) + Sync.RejectedCount + (Sync.Counts?.RejectedCount ?? 0);

    /// <summary>Whether applying it would change anybody.</summary>
    public bool Changes => Sync.Slices.Any(slice => slice.State == RosterSync.Types.State.Planned
        && slice.Counts is { } counts
        && counts.CreateCount + counts.UpdateCount + counts.LeaveCount + counts.RestoreCount > 0);

    /// <summary>Whether a list of everybody is treated as one of changes, because people of it could not be
    /// read.</summary>
    public bool IsReduced => List is { Start.Mode: FeedMode.Full, End.LostPeople: > 0 };

    IEnumerable<RosterLine> OfSchools(RosterSync.Types.Slice slice)
    {
        var names = slice.Schools.ToDictionary(school => school.School, school => school.DisplayName);
        var counts = Effects.Where(effect => effect.Hub == slice.Hub)
            .SelectMany(effect => effect.Schools.Distinct(), (effect, school) => (School: school, effect.Kind))
            .ToLookup(one => one.School, one => one.Kind);
        return names.Keys.Union(counts.Select(school => school.Key)).Order(StringComparer.Ordinal)
            .Select(school => new RosterLine(
                names.GetValueOrDefault(school) ?? NameInFile(school["schools/".Length..]),
                IsHub: false,
                [.. RosterWords.Kinds.Select(known => counts[school].Count(kind => kind == known.Kind))]));
    }

    string NameInFile(string urn) => List?.End.Schools
        .FirstOrDefault(school => school.Number == urn && school.Name.Length > 0)?.Name ?? $"school {urn}";
}

/// <summary>The counts of a hub or school.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHub">Which of them.</param>
/// <param name="Counts">In the order of <see cref="RosterWords.Kinds"/>.</param>
sealed record RosterLine(string Name, bool IsHub, int[] Counts);

/// <summary>A row of the source that could not be used as it is written.</summary>
/// <param name="File">The file or sheet.</param>
/// <param name="Line">The line, 0 where there is none.</param>
/// <param name="Column">The column or field; empty for the whole row.</param>
/// <param name="Reason">Why.</param>
/// <param name="LosesPerson">Whether the person is left out by it; otherwise a part only.</param>
sealed record UnusedRow(string File, int Line, string Column, string Reason, bool LosesPerson)
{
    /// <summary>What comes of it, in words.</summary>
    public string Outcome => LosesPerson ? "the person is left out" : "nobody is left out";
}

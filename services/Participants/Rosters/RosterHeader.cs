using Mastery.Common.V1;
using Mastery.ServiceDefaults;
using Mode = Mastery.Participants.V1.RosterMode;

namespace Mastery.Participants;

/// <summary>What a feed of staff is.</summary>
public sealed record RosterHeader
{
    const int DefaultGuard = 20;

    /// <summary><c>trusts/UID</c> or <c>schools/URN</c>.</summary>
    public required string Source { get; init; }

    public required string System { get; init; }

    public required Mode Mode { get; init; }

    public required DateOnly EffectiveDate { get; init; }

    /// <summary>The subject of posts that say none.</summary>
    public Subject? Subject { get; init; }

    public int GuardPercent { get; init; } = DefaultGuard;

    /// <summary>The URNs of schools that a FULL feed covers although no record names them.</summary>
    public IReadOnlyList<string> Schools { get; init; } = [];

    public bool IsFull => Mode == Mode.Full;

    /// <summary>The source of external ids: the system, and who runs it.</summary>
    public string IdSource => $"{System}/{Source}";

    public string SourceId => Source.Id();

    public bool IsOfTrust => Source.StartsWith("trusts/", StringComparison.Ordinal);

    public static RosterHeader From(V1.RosterSyncHeader header, DateOnly today) => new()
    {
        Source = header.Source,
        System = header.System,
        Mode = header.Mode,
        EffectiveDate = Days.NotAfterToday("header.effective_date", header.EffectiveDate, today),
        Subject = header.Subject == default ? null : header.Subject,
        GuardPercent = header.HasGuardPercent ? header.GuardPercent : DefaultGuard,
        Schools = [.. header.Schools.Select(school => school.Id())],
    };

    /// <summary>Whether external ids of this source of ids are of the same body, whichever its system.</summary>
    public bool IsOfBody(string idSource) => idSource.EndsWith($"/{Source}", StringComparison.Ordinal);
}

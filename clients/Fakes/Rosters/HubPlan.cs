using Mastery.Participants.V1;
using Counts = Mastery.Participants.V1.RosterSync.Types.Counts;
using CoveredSchool = Mastery.Participants.V1.RosterSync.Types.CoveredSchool;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;

namespace Mastery.Fakes.Rosters;

/// <summary>What comes of a person, and who they are before and after.</summary>
sealed record Planned(RosterSyncEffect Effect, Participant? After = null)
{
    /// <summary>Those whom the record may be of.</summary>
    public IReadOnlyList<Participant> Candidates { get; init; } = [];

    public bool Writes => Effect.Kind is Kind.Create or Kind.Update or Kind.Leave or Kind.Restore;

    /// <summary>What makes it the same effect whenever it is planned.</summary>
    public string Key => Effect.SourceIds.Count > 0 ? Effect.SourceIds[0] : Effect.Participant;
}

/// <summary>What comes of a feed in one hub.</summary>
sealed record HubPlan(
    string Hub, bool FirstSync, IReadOnlyList<Planned> Effects, IReadOnlyList<CoveredSchool> Schools)
{
    public Counts Counts
    {
        get
        {
            int Of(Kind kind) => Effects.Count(planned => planned.Effect.Kind == kind);
            return new()
            {
                CreateCount = Of(Kind.Create),
                UpdateCount = Of(Kind.Update),
                UnchangedCount = Of(Kind.Unchanged),
                LeaveCount = Of(Kind.Leave),
                RestoreCount = Of(Kind.Restore),
                PotentialMatchCount = Of(Kind.PotentialMatch),
                SkippedCount = Of(Kind.Skipped),
                RejectedCount = Of(Kind.Rejected),
            };
        }
    }
}

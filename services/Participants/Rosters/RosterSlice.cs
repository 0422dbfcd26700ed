using System.Globalization;
using Google.Protobuf;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Counts = Mastery.Participants.V1.RosterSync.Types.Counts;
using Kept = Mastery.Participants.V1.RosterSync.Types.KeptEffects;
using Kind = Mastery.Participants.V1.RosterSyncEffect.Types.Kind;
using Slice = Mastery.Participants.V1.RosterSync.Types.Slice;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants;

/// <summary>A sync of staff in one hub. A sync over several hubs is several of them, with one id.</summary>
public sealed record RosterSlice : IResource
{
    public const string Type = "mastery.services/RosterSync";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string Source { get; init; }

    public required string System { get; init; }

    public required V1.RosterMode Mode { get; init; }

    public required DateOnly EffectiveDate { get; init; }

    public Subject? Subject { get; init; }

    public required int GuardPercent { get; init; }

    public bool FirstSync { get; init; }

    /// <summary>The URNs of the schools that the feed covers.</summary>
    public string[] Covered { get; init; } = [];

    public State State { get; init; } = State.Planned;

    /// <summary>The counts and schools; nothing else of the message is set.</summary>
    public Slice Slice { get; init; } = new();

    public int OutsideCount { get; init; }

    /// <summary>The records that are of no hub; nothing else of the message is set.</summary>
    public V1.RosterSync Rejections { get; init; } = new();

    public int RejectedCount { get; init; }

    public string ApplyActor { get; init; } = "";

    public DateTime? ApplyTime { get; init; }

    /// <summary>Which effects are not deleted yet.</summary>
    public Kept KeptEffects { get; init; } = Kept.All;

    public string HubDisplayName { get; init; } = "";

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"rosterSyncs/{Id}";

    public string Etag => Etags.Of(Revision);

    public RosterHeader Header => new()
    {
        Source = Source,
        System = System,
        Mode = Mode,
        EffectiveDate = EffectiveDate,
        Subject = Subject,
        GuardPercent = GuardPercent,
    };

    public static RosterSlice New(Guid id, string hub, RosterHeader header) => new()
    {
        HubId = hub,
        Id = id,
        Source = header.Source,
        System = header.System,
        Mode = header.Mode,
        EffectiveDate = header.EffectiveDate,
        Subject = header.Subject,
        GuardPercent = header.GuardPercent,
    };

    /// <summary>The slice with what would come of the feed. Of those who were left out nothing is kept, so they stay
    /// counted when it is planned again.</summary>
    public RosterSlice With(
        IReadOnlyList<PlannedEffect> effects, IEnumerable<V1.RosterSync.Types.CoveredSchool> schools)
    {
        var kinds = effects.CountBy(effect => effect.Kind).ToDictionary();
        int Of(Kind kind) => kinds.GetValueOrDefault(kind);
        return this with
        {
            Slice = new()
            {
                Schools = { schools },
                Counts = new()
                {
                    CreateCount = Of(Kind.Create),
                    UpdateCount = Of(Kind.Update),
                    UnchangedCount = Of(Kind.Unchanged),
                    LeaveCount = Of(Kind.Leave),
                    RestoreCount = Of(Kind.Restore),
                    PotentialMatchCount = Of(Kind.PotentialMatch),
                    SkippedCount = Of(Kind.Skipped) + (Slice.Counts?.SkippedCount ?? 0),
                    RejectedCount = Of(Kind.Rejected),
                },
            },
        };
    }

    public RosterSlice RequireApplied() => State == State.Applied ? this : throw ApiError.WrongState(
        Name, State, [State.Applied], "only what ApplyRosterSync did can be taken back");

    /// <summary>Refuses what needs effects that are deleted.</summary>
    /// <param name="least">The least that has to be kept.</param>
    /// <param name="remedy">What to do instead.</param>
    public RosterSlice RequireKept(Kept least, string remedy) => KeptEffects <= least ? this
        : throw ApiError.Precondition(ErrorReason.PlanOutdated, "EFFECTS_DELETED", Name,
            $"The sync is too old: what it means for each person is not kept any more. {remedy}");

    public RosterSlice Apply(string actor, DateTime now) =>
        this with { State = State.Applied, ApplyActor = actor, ApplyTime = now };

    /// <summary>The sync as one who sees these slices sees it.</summary>
    public static V1.RosterSync ToProto(IReadOnlyList<RosterSlice> slices)
    {
        var first = slices[0];
        return new()
        {
            Name = first.Name,
            Source = first.Source,
            System = first.System,
            Mode = first.Mode,
            EffectiveDate = IsoDate.Text(first.EffectiveDate),
            Subject = first.Subject ?? default,
            GuardPercent = first.GuardPercent,
            State = StateOf(slices),
            Slices = { slices.OrderBy(slice => slice.HubId, StringComparer.Ordinal).Select(slice => slice.ToSlice()) },
            Counts = Total(slices.Select(slice => slice.Slice.Counts)),
            OutsideCount = first.OutsideCount,
            Rejections = { first.Rejections.Rejections.Select(rejection => rejection.Clone()) },
            RejectedCount = first.RejectedCount,
            Etag = EtagOf(slices),
            CreateTime = first.CreateTime.ToProto(),
            UpdateTime = slices.Max(slice => slice.UpdateTime).ToProto(),
        };
    }

    /// <summary>The version of a sync for one who sees these slices: versions only grow.</summary>
    public static string EtagOf(IReadOnlyList<RosterSlice> slices) =>
        $"r{slices.Sum(slice => slice.Revision).ToString(CultureInfo.InvariantCulture)}";

    IMessage IResource.ToProto() => ToProto([this]);

    static State StateOf(IReadOnlyList<RosterSlice> slices) =>
        slices.Select(slice => slice.State).Distinct().ToList() is [var only] ? only
            : slices.Any(slice => slice.State == State.Planned) ? State.PartlyApplied
            : State.Applied;

    static Counts Total(IEnumerable<Counts> all) => all.Aggregate(new Counts(), (sum, counts) => new()
    {
        CreateCount = sum.CreateCount + counts.CreateCount,
        UpdateCount = sum.UpdateCount + counts.UpdateCount,
        UnchangedCount = sum.UnchangedCount + counts.UnchangedCount,
        LeaveCount = sum.LeaveCount + counts.LeaveCount,
        RestoreCount = sum.RestoreCount + counts.RestoreCount,
        PotentialMatchCount = sum.PotentialMatchCount + counts.PotentialMatchCount,
        SkippedCount = sum.SkippedCount + counts.SkippedCount,
        RejectedCount = sum.RejectedCount + counts.RejectedCount,
    });

    Slice ToSlice()
    {
        var slice = Slice.Clone();
        (slice.Hub, slice.HubDisplayName, slice.State) = ($"hubs/{HubId}", HubDisplayName, State);
        (slice.ApplyActor, slice.ApplyTime, slice.KeptEffects) = (ApplyActor, ApplyTime?.ToProto(), KeptEffects);
        return slice;
    }
}

using Google.Protobuf;
using Mastery.ServiceDefaults;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;
using State = Mastery.Participants.V1.ParticipationImport.Types.State;

namespace Mastery.Participants;

/// <summary>A list of who took part in earlier years, with what comes of each row.</summary>
public sealed record ParticipationImport : IResource
{
    public const string Type = "mastery.services/ParticipationImport";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string FileName { get; init; }

    public State State { get; init; } = State.Planned;

    /// <summary>The rows; none where it was read without them.</summary>
    public V1.ParticipationImport Plan { get; init; } = new();

    public int CreateCount { get; init; }

    public int NewDepartmentCount { get; init; }

    public int KnownCount { get; init; }

    public int UndecidedCount { get; init; }

    public int RejectedCount { get; init; }

    public string ApplyActor { get; init; } = "";

    public DateTime? ApplyTime { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/participationImports/{Id}";

    public string Etag => Etags.Of(Revision);

    public bool IsApplied => State == State.Applied;

    public static ParticipationImport New(string parent, string fileName) => new()
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        FileName = fileName,
    };

    public ParticipationImport RequirePlanned() => !IsApplied
        ? this
        : throw ApiError.WrongState(Name, State, [State.Planned], "it is applied; plan what is left as another import");

    /// <summary>The import with what would come of its rows now.</summary>
    public ParticipationImport With(IReadOnlyList<Effect> effects)
    {
        return this with
        {
            Plan = new() { Effects = { effects } },
            CreateCount = Count(Kind.Create),
            NewDepartmentCount = effects.Where(effect => effect.NewDepartmentSchool.Length > 0)
                .DistinctBy(effect => (effect.NewDepartmentSchool, effect.Subject)).Count(),
            KnownCount = Count(Kind.Unchanged, Kind.KnownElsewhere),
            UndecidedCount = Count(Kind.Undecided),
            RejectedCount = Count(Kind.Rejected, Kind.Skipped),
        };

        int Count(params Kind[] kinds) => effects.Count(effect => kinds.Contains(effect.Kind));
    }

    /// <summary>The import without the Advocates of its rows.</summary>
    public ParticipationImport ForgetAdvocates()
    {
        var plan = Plan.Clone();
        foreach (var effect in plan.Effects)
        {
            effect.Record.Advocates = "";
        }

        return this with { Plan = plan };
    }

    /// <summary>The import after its rows were recorded. Their Advocates are participations' leads now, or
    /// forgotten.</summary>
    public ParticipationImport Apply(IReadOnlyList<Effect> effects, string actor, DateTime now)
    {
        foreach (var effect in effects)
        {
            effect.Record.Advocates = "";
        }

        return With(effects) with { State = State.Applied, ApplyActor = actor, ApplyTime = now };
    }

    public V1.ParticipationImport ToProto() => new()
    {
        Name = Name,
        FileName = FileName,
        State = State,
        Effects = { Plan.Effects.Select(effect => effect.Clone()) },
        CreateCount = CreateCount,
        NewDepartmentCount = NewDepartmentCount,
        KnownCount = KnownCount,
        UndecidedCount = UndecidedCount,
        RejectedCount = RejectedCount,
        ApplyActor = ApplyActor,
        ApplyTime = ApplyTime?.ToProto(),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}

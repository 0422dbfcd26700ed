using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Kind = Mastery.DevelopmentPlans.V1.Evidence.Types.Kind;
using NeedsOf = Mastery.DevelopmentPlans.V1.Evidence.Types.NeedsOf;

namespace Mastery.DevelopmentPlans;

/// <summary>A piece of evidence of need: the row and its rules.</summary>
public sealed record Evidence : IResource
{
    public const string Collection = "evidence";

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid Id { get; init; }
    public required Kind Kind { get; init; }
    public required DateOnly CollectDate { get; init; }
    public required string Finding { get; init; }
    public required IReadOnlyList<NeedsOf> NeedsOf { get; init; }
    public string? MeasureLabel { get; init; }
    public double? MeasureValue { get; init; }
    public string? MeasureUnit { get; init; }
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public long Revision { get; init; } = 1;
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{PlanId}/evidence/{Id}";
    public string Etag => Etags.Of(Revision);

    public static Evidence New(Plan plan, V1.Evidence from, DateOnly today) =>
        Of(plan.RequireEditable(), Guid.CreateVersion7(), from.RequirePossible(plan, today));

    public Evidence Edit(Plan plan, V1.Evidence merged, DateOnly today) =>
        Of(plan.RequireEditable(), Id, merged.RequirePossible(plan, today)) with
        {
            Revision = Revision,
            CreateTime = CreateTime,
            UpdateTime = UpdateTime,
        };

    public V1.Evidence ToProto() => new()
    {
        Name = Name,
        Kind = Kind,
        CollectDate = IsoDate.Text(CollectDate),
        Finding = Finding,
        NeedsOf = { NeedsOf },
        Measure = MeasureLabel is null
            ? null
            : new() { Label = MeasureLabel, Value = MeasureValue ?? 0, Unit = MeasureUnit ?? "" },
        Attachments = { Attachments.Select(attachment => attachment.ToProto()) },
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();

    static Evidence Of(Plan plan, Guid id, V1.Evidence from) => new()
    {
        HubId = plan.HubId,
        PlanId = plan.Id,
        Id = id,
        Kind = from.Kind,
        CollectDate = IsoDate.Parse(from.CollectDate),
        Finding = from.Finding,
        NeedsOf = [.. from.NeedsOf.Distinct()],
        MeasureLabel = from.Measure?.Label,
        MeasureValue = from.Measure?.Value,
        MeasureUnit = from.Measure?.Unit,
        Attachments = [.. from.Attachments.Select(Attachment.Of)],
    };
}

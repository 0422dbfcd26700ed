using System.Collections;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>One revision of a plan.</summary>
public sealed record PlanRevision : IResource
{
    public const string Collection = "revisions";

    public required string HubId { get; init; }
    public required Guid PlanId { get; init; }
    public required long Revision { get; init; }
    public string Actor { get; init; } = "";
    public DateTime CreateTime { get; init; }

    /// <summary>What it changed, in a sentence each.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The plan and all its parts at this revision; empty in a list.</summary>
    public IReadOnlyList<KeptPart> Content { get; init; } = [];

    /// <summary>When the plan was created.</summary>
    public DateTime PlanCreateTime { get; init; }

    public string Name => $"hubs/{HubId}/plans/{PlanId}/{Collection}/{Revision}";
    public string Etag => Etags.Of(Revision);

    public V1.PlanRevision ToProto()
    {
        var revision = new V1.PlanRevision
        {
            Name = Name,
            Revision = Revision,
            Actor = Actor,
            Changes = { Changes },
            Etag = Etag,
            CreateTime = CreateTime.ToTimestamp(),
            UpdateTime = CreateTime.ToTimestamp(),
        };
        foreach (var (name, part) in Parts())
        {
            var field = PartJson.Field(name.Split('/')[^2])!;
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(revision)).Add(part);
            }
            else
            {
                field.Accessor.SetValue(revision, part);
            }
        }

        return revision;
    }

    /// <summary>The plan and its parts by name: the plan, then each collection by creation.</summary>
    public IEnumerable<KeyValuePair<string, IMessage>> Parts() =>
        from kept in Content
        let field = PartJson.Field(kept.Collection)
        let part = kept.Part
        where field is not null && part is not null
        orderby field.FieldNumber, kept.Id.ToString()
        select KeyValuePair.Create(kept.Name, part is V1.Plan plan ? AtThisRevision(plan) : part);

    IMessage IResource.ToProto() => ToProto();

    V1.Plan AtThisRevision(V1.Plan plan)
    {
        (plan.Revision, plan.Etag) = (Revision, Etag);
        (plan.CreateTime, plan.UpdateTime) = (PlanCreateTime.ToTimestamp(), CreateTime.ToTimestamp());
        return plan;
    }
}

using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A Maths Hub: the tenant that owns the resources under its name, and the areas that it serves.</summary>
public sealed record Hub : IResource
{
    public const string Columns = """
        id, display_name, former_names, region, contact_email, lead_schools,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'code', a.code, 'displayName', a.display_name)
            ORDER BY a.position), '[]') FROM area a WHERE a.hub = hub.id) AS areas,
        revision, create_time, update_time
        """;

    public required string Id { get; init; }
    public required string DisplayName { get; init; }
    public IReadOnlyList<FormerName> FormerNames { get; init; } = [];
    public string Region { get; init; } = "";
    public string ContactEmail { get; init; } = "";
    public IReadOnlyList<LeadSchool> LeadSchools { get; init; } = [];
    public IReadOnlyList<Area> Areas { get; init; } = [];
    public long Revision { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => NameOf(Id);

    public string Etag => Etags.Of(Revision);

    public static string NameOf(string id) => $"hubs/{id}";

    /// <exception cref="ApiError">INVALID_ARGUMENT when the id is reserved, an area's code is not of its kind or given
    /// twice, or a lead school ends before it starts.</exception>
    public static Hub New(string id, V1.Hub from) => id == ResourceName.National
        ? throw ApiError.Invalid("hub_id", "is reserved for what belongs to no hub: choose another")
        : new Hub { Id = id, DisplayName = from.DisplayName }.Edit(from);

    /// <inheritdoc cref="New"/>
    public Hub Edit(V1.Hub merged) => this with
    {
        DisplayName = merged.DisplayName,
        FormerNames = [.. merged.FormerNames.Select(FormerName.From)],
        Region = merged.Region,
        ContactEmail = merged.ContactEmail,
        LeadSchools = [.. merged.LeadSchools.Select(LeadSchool.From)],
        Areas = Area.From(merged.Areas),
    };

    public V1.Hub ToProto() => new()
    {
        Name = Name,
        DisplayName = DisplayName,
        FormerNames = { FormerNames.Select(former => former.ToProto()) },
        Region = Region,
        ContactEmail = ContactEmail,
        LeadSchools = { LeadSchools.Select(lead => lead.ToProto()) },
        Areas = { Areas.Select(area => area.ToProto()) },
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}

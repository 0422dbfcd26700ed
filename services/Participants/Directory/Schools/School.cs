using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using HubReason = Mastery.Participants.V1.School.Types.HubReason;
using Phase = Mastery.Participants.V1.School.Types.Phase;
using Status = Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Participants;

/// <summary>A school as GIAS has it, with the hub it belongs to.</summary>
public sealed record School : IResource
{
    public const string Columns = """
        urn, display_name, local_authority_code, local_authority_name, establishment_number, laestab, ukprn, type_code,
        type_name, type_group_code, type_group_name, status, open_date, close_date, phase, statutory_low_age,
        statutory_high_age, trust_code, trust_name, street, locality, town, postcode, region_code, region_name,
        district_code, district_name, last_changed_date, state_funded, secondary, in_england, assigned_hub,
        assigned_reason, hub, hub_reason, (SELECT h.display_name FROM hub h WHERE h.id = hub) AS hub_display_name,
        (SELECT h.contact_email FROM hub h WHERE h.id = hub) AS hub_contact_email, revision, create_time, update_time
        """;

    public required string Urn { get; init; }
    public required string DisplayName { get; init; }
    public string LocalAuthorityCode { get; init; } = "";
    public string LocalAuthorityName { get; init; } = "";
    public string EstablishmentNumber { get; init; } = "";
    public string Laestab { get; init; } = "";
    public string Ukprn { get; init; } = "";
    public string TypeCode { get; init; } = "";
    public string TypeName { get; init; } = "";
    public string TypeGroupCode { get; init; } = "";
    public string TypeGroupName { get; init; } = "";
    public required Status Status { get; init; }
    public DateOnly? OpenDate { get; init; }
    public DateOnly? CloseDate { get; init; }
    public Phase Phase { get; init; }
    public short StatutoryLowAge { get; init; }
    public short StatutoryHighAge { get; init; }
    public string TrustCode { get; init; } = "";
    public string TrustName { get; init; } = "";
    public string Street { get; init; } = "";
    public string Locality { get; init; } = "";
    public string Town { get; init; } = "";
    public string Postcode { get; init; } = "";
    public string RegionCode { get; init; } = "";
    public string RegionName { get; init; } = "";
    public string DistrictCode { get; init; } = "";
    public string DistrictName { get; init; } = "";
    public DateOnly? LastChangedDate { get; init; }
    public bool? StateFunded { get; init; }
    public bool? Secondary { get; init; }
    public bool? InEngland { get; init; }
    public string? AssignedHub { get; init; }
    public string AssignedReason { get; init; } = "";
    public string? Hub { get; init; }
    public HubReason HubReason { get; init; } = HubReason.None;
    /// <summary>The name of the hub; it and the contact are the hub's own and no part of the school.</summary>
    public string? HubDisplayName { get; init; }
    public string? HubContactEmail { get; init; }
    public long Revision { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => NameOf(Urn);

    public string Etag => Etags.Of(Revision);

    public static string NameOf(string urn) => $"schools/{urn}";

    /// <summary>The school assigned to <paramref name="hub"/>. Null removes the assignment; the hub is then that of the
    /// school's area, which the database finds.</summary>
    public School Assign(string? hub, string reason) => this with
    {
        AssignedHub = hub,
        AssignedReason = hub is null ? "" : reason,
        Hub = hub,
        HubReason = hub is null ? HubReason.None : HubReason.Assigned,
    };

    /// <summary>The school with why it is what it is.</summary>
    public V1.School ToProto()
    {
        var school = ToRecord();
        school.HubExplanation = SchoolExplanation.Hub(this);
        school.StateFundedExplanation = SchoolExplanation.StateFunded(this);
        school.SecondaryExplanation = SchoolExplanation.Secondary(this);
        school.InEnglandExplanation = SchoolExplanation.InEngland(this);
        school.HubDisplayName = HubDisplayName ?? "";
        school.HubContactEmail = HubContactEmail ?? "";
        return school;
    }

    // The change log has facts only, so that bulk writes log the same.
    IMessage IResource.ToProto() => ToRecord();

    V1.School ToRecord()
    {
        var school = new V1.School
        {
            Name = Name,
            Urn = Urn,
            DisplayName = DisplayName,
            LocalAuthority = Coded(LocalAuthorityCode, LocalAuthorityName),
            EstablishmentNumber = EstablishmentNumber,
            Laestab = Laestab,
            Ukprn = Ukprn,
            Type = Coded(TypeCode, TypeName),
            TypeGroup = Coded(TypeGroupCode, TypeGroupName),
            Status = Status,
            OpenDate = IsoDate.Text(OpenDate),
            CloseDate = IsoDate.Text(CloseDate),
            Phase = Phase,
            StatutoryLowAge = StatutoryLowAge,
            StatutoryHighAge = StatutoryHighAge,
            Trust = Coded(TrustCode, TrustName),
            Address = Address(),
            Region = Coded(RegionCode, RegionName),
            District = Coded(DistrictCode, DistrictName),
            LastChangedDate = IsoDate.Text(LastChangedDate),
        };
        return Derived(school);
    }

    V1.School Derived(V1.School school)
    {
        if (StateFunded is { } stateFunded)
        {
            school.StateFunded = stateFunded;
        }

        if (Secondary is { } secondary)
        {
            school.Secondary = secondary;
        }

        if (InEngland is { } inEngland)
        {
            school.InEngland = inEngland;
        }

        school.Hub = Hub is null ? "" : Participants.Hub.NameOf(Hub);
        school.HubReason = HubReason;
        school.HubOverrideReason = AssignedReason;
        school.Etag = Etag;
        school.CreateTime = CreateTime.ToProto();
        school.UpdateTime = UpdateTime.ToProto();
        return school;
    }

    V1.Address? Address()
    {
        V1.Address address = new();
        Set(Street, text => address.Street = text);
        Set(Locality, text => address.Locality = text);
        Set(Town, text => address.Town = text);
        Set(Postcode, text => address.Postcode = text);
        return address.CalculateSize() == 0 ? null : address;

        static void Set(string text, Action<string> set)
        {
            if (text.Length > 0)
            {
                set(text);
            }
        }
    }

    static V1.CodedValue? Coded(string code, string name) =>
        (code, name) is ("", "") ? null : new V1.CodedValue { Code = code, DisplayName = name };
}

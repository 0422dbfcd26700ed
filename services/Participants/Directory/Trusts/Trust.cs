using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Status = Mastery.Participants.V1.Trust.Types.Status;
using Type = Mastery.Participants.V1.Trust.Types.Type;

namespace Mastery.Participants;

/// <summary>A trust as GIAS has it.</summary>
public sealed record Trust : IResource
{
    public const string Columns = """
        uid, display_name, companies_house_number, ukprn, type, status, open_date, close_date, revision, create_time,
        update_time
        """;

    public required string Uid { get; init; }
    public required string DisplayName { get; init; }
    public string CompaniesHouseNumber { get; init; } = "";
    public string Ukprn { get; init; } = "";
    public Type Type { get; init; }
    public Status Status { get; init; }
    public DateOnly? OpenDate { get; init; }
    public DateOnly? CloseDate { get; init; }
    public long Revision { get; init; }
    public DateTime CreateTime { get; init; }
    public DateTime UpdateTime { get; init; }

    public string Name => NameOf(Uid);

    public string Etag => Etags.Of(Revision);

    public static string NameOf(string uid) => $"trusts/{uid}";

    public V1.Trust ToProto() => new()
    {
        Name = Name,
        Uid = Uid,
        DisplayName = DisplayName,
        CompaniesHouseNumber = CompaniesHouseNumber,
        Ukprn = Ukprn,
        Type = Type,
        Status = Status,
        OpenDate = IsoDate.Text(OpenDate),
        CloseDate = IsoDate.Text(CloseDate),
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = UpdateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}

using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Enum = System.Enum;

namespace Mastery.Benchmarks.Peers.Bare;

/// <summary>A row of the table of departments.</summary>
sealed class BareDepartment
{
    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    public string HubId { get; set; } = "";

    public Guid Id { get; set; }

    public string School { get; set; } = "";

    public string Subject { get; set; } = "";

    public Guid? HeadId { get; set; }

    public string State { get; set; } = "";

    public string FormerSchools { get; set; } = "";

    public string? MovedToHub { get; set; }

    public long Revision { get; set; }

    public DateTime CreateTime { get; set; }

    public DateTime UpdateTime { get; set; }

    /// <summary>The message that our service would answer.</summary>
    public Department ToProto() => new()
    {
        Name = $"hubs/{HubId}/departments/{Id}",
        School = $"schools/{School}",
        Subject = Enum.Parse<Subject>(Subject, ignoreCase: true),
        Head = HeadId is { } head ? $"hubs/{HubId}/participants/{head}" : "",
        State = Enum.Parse<Department.Types.State>(State, ignoreCase: true),
        FormerSchools =
        {
            JsonSerializer.Deserialize<Former[]>(FormerSchools, Json)!.Select(former => former.ToProto()),
        },
        MovedTo = MovedToHub is { } hub ? $"hubs/{hub}/departments/{Id}" : "",
        Etag = $"\"{Revision}\"",
        CreateTime = Timestamp.FromDateTime(CreateTime),
        UpdateTime = Timestamp.FromDateTime(UpdateTime),
    };

    sealed record Former(string School, string EndDate)
    {
        public Department.Types.FormerSchool ToProto() => new() { School = $"schools/{School}", EndDate = EndDate };
    }
}

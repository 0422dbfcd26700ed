using Google.Protobuf;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>An answer that had a TRN or a telephone number, or was of a read over every hub or by rights that were
/// given in an emergency, as the pipeline entered it.</summary>
public sealed record SensitiveRead : IResource
{
    public const string Type = "mastery.services/SensitiveRead";

    const string EveryHub = "hubs/-";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string Actor { get; init; }

    public required string TokenId { get; init; }

    public required string Method { get; init; }

    /// <summary>The hub that the request was about; <c>*</c> for every hub.</summary>
    public required string RequestHub { get; init; }

    public required string[] Resources { get; init; }

    public required string[] Fields { get; init; }

    public required string TraceId { get; init; }

    public DateTime CreateTime { get; init; }

    public string Name => $"hubs/{HubId}/sensitiveReads/{Id}";

    public string Etag => Etags.Of(1);

    public V1.SensitiveRead ToProto() => new()
    {
        Name = Name,
        Actor = Actor,
        TokenId = TokenId,
        Method = Method,
        Participants = { Resources.Where(name => name.Split('/').Length > 2) },
        Fields = { Fields },
        RequestedHub = RequestHub == "*" ? EveryHub : $"hubs/{RequestHub}",
        TraceId = TraceId,
        Etag = Etag,
        CreateTime = CreateTime.ToProto(),
        UpdateTime = CreateTime.ToProto(),
    };

    IMessage IResource.ToProto() => ToProto();
}

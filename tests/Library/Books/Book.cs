using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;

namespace Mastery.Library;

public sealed record Book : IResource
{
    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required Guid ShelfId { get; init; }

    public required string Title { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/shelves/{ShelfId}/books/{Id}";

    public string Etag => Etags.Of(Revision);

    public static Book New(string parent, string title) =>
        new() { HubId = parent.HubId(), Id = Guid.CreateVersion7(), ShelfId = parent.Uuid(), Title = title };

    public V1.Book ToProto() => new()
    {
        Name = Name,
        Title = Title,
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();
}

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.ServiceDefaults;

namespace Mastery.Library;

public sealed record Theme : IResource
{
    public const string Type = "mastery.test/Theme";

    public required string Id { get; init; }

    public required string Title { get; init; }

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"themes/{Id}";

    public string Etag => Etags.Of(Revision);

    public V1.Theme ToProto() => new()
    {
        Name = Name,
        Title = Title,
        Etag = Etag,
        CreateTime = CreateTime.ToTimestamp(),
        UpdateTime = UpdateTime.ToTimestamp(),
    };

    IMessage IResource.ToProto() => ToProto();
}

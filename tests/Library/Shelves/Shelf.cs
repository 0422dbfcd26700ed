using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Colour = Mastery.Library.V1.Shelf.Types.Colour;
using State = Mastery.Library.V1.Shelf.Types.State;

namespace Mastery.Library;

public sealed record Shelf : IResource
{
    public const string Type = "mastery.test/Shelf";

    public required string HubId { get; init; }

    public required Guid Id { get; init; }

    public required string DisplayName { get; init; }

    public string? ThemeId { get; init; }

    public Colour Colour { get; init; }

    public required string Note { get; init; }

    public required string[] Labels { get; init; }

    public int Capacity { get; init; }

    public required string Room { get; init; }

    public required string Floor { get; init; }

    public required Guid[] Neighbours { get; init; }

    public DateOnly? OpenDate { get; init; }

    public required string Keepers { get; init; }

    public double? Height { get; init; }

    public long Budget { get; init; }

    public State State { get; init; } = State.Open;

    public long Revision { get; init; }

    public DateTime CreateTime { get; init; }

    public DateTime UpdateTime { get; init; }

    public string Name => $"hubs/{HubId}/shelves/{Id}";

    public string Etag => Etags.Of(Revision);

    public static Shelf New(string parent, V1.Shelf from) => new Shelf
    {
        HubId = parent.HubId(),
        Id = Guid.CreateVersion7(),
        DisplayName = "",
        Note = "",
        Labels = [],
        Room = "",
        Floor = "",
        Neighbours = [],
        Keepers = "",
        ThemeId = from.Theme.Length == 0 ? null : from.Theme.Id(),
    }.Edit(from);

    public Shelf Edit(V1.Shelf from) => this with
    {
        DisplayName = from.DisplayName,
        Colour = from.Colour,
        Note = from.Note,
        Labels = [.. from.Labels],
        Capacity = from.Capacity,
        Room = from.Place?.Room ?? "",
        Floor = from.Place?.Floor ?? "",
        Neighbours = [.. from.Neighbours.Select(name => name.Uuid())],
        OpenDate = IsoDate.ParseOrNull(from.OpenDate),
        Keepers = new V1.Shelf { Keepers = { from.Keepers } }.ToString(),
        Height = from.HasHeight ? from.Height : null,
        Budget = from.Budget,
    };

    public Shelf Close() => State == State.Open
        ? this with { State = State.Closed }
        : throw ShelfErrors.NotOpen(Name);

    public V1.Shelf ToProto()
    {
        var shelf = new V1.Shelf
        {
            Name = Name,
            DisplayName = DisplayName,
            Theme = ThemeId is null ? "" : $"themes/{ThemeId}",
            Colour = Colour,
            Note = Note,
            Capacity = Capacity,
            Place = Room.Length == 0 ? null : new() { Room = Room, Floor = Floor },
            OpenDate = IsoDate.Text(OpenDate),
            Budget = Budget,
            Full = Capacity == 0,
            State = State,
            Etag = Etag,
            CreateTime = CreateTime.ToTimestamp(),
            UpdateTime = UpdateTime.ToTimestamp(),
            Labels = { Labels },
            Neighbours = { Neighbours.Select(id => $"hubs/{HubId}/shelves/{id}") },
            Keepers = { JsonParser.Default.Parse<V1.Shelf>(Keepers).Keepers },
        };
        if (Height is { } height)
        {
            shelf.Height = height;
        }

        return shelf;
    }

    IMessage IResource.ToProto() => ToProto();
}

using Google.Protobuf.WellKnownTypes;
using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Masks;

public sealed class MaskTests
{
    readonly Shelf _current = new()
    {
        Name = "hubs/h/shelves/s",
        DisplayName = "old",
        Theme = "themes/t",
        Capacity = 5,
        Height = 1.5,
        Place = new() { Room = "r", Floor = "f" },
        Labels = { "a", "b" },
        OpenDate = "2024-01-01",
        State = Shelf.Types.State.Open,
        Etag = "r1",
    };

    [Fact]
    public void Without_a_mask_what_is_populated_is_written()
    {
        var merged = Apply(null, new() { DisplayName = "new", Place = new() { Floor = "g" } });

        Assert.Equal(Like(shelf => { shelf.DisplayName = "new"; shelf.Place.Floor = "g"; }), merged);
        Assert.Equal(merged, Apply(new FieldMask(), new() { DisplayName = "new", Place = new() { Floor = "g" } }));
    }

    [Fact]
    public void A_named_field_is_written_even_when_empty() => Assert.Equal(
        Like(shelf =>
        {
            shelf.Capacity = 0; shelf.Labels.Clear(); shelf.OpenDate = ""; shelf.ClearHeight(); shelf.Place = null;
        }),
        Apply(Mask("capacity", "labels", "open_date", "height", "place"), new() { DisplayName = "ignored" }));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("*", true)]
    [InlineData("place", true)]
    [InlineData("place.room", true)]
    [InlineData("openDate", false)]
    [InlineData("placement", false)]
    public void A_field_is_written_by_its_name_its_parts_and_the_whole(string? path, bool writes)
    {
        var mask = path switch { null => null, "" => new FieldMask(), _ => Mask(path) };

        Assert.Equal(writes, mask.Writes("place"));
        Assert.Equal(path is not ("place" or "place.room" or "placement"), mask.Writes("open_date"));
    }

    [Fact]
    public void A_field_that_is_not_named_stays() =>
        Assert.Equal(Like(shelf => shelf.Labels[0] = "z"), Apply(Mask("labels"),
            new() { DisplayName = "new", Labels = { "z", "b" } }));

    [Fact]
    public void A_star_replaces_all_but_what_is_the_services_or_fixed()
    {
        var merged = Apply(Mask("*"), new()
        {
            Name = "other",
            DisplayName = "new",
            State = Shelf.Types.State.Closed,
            Etag = "r9"
        });

        Assert.Equal(new Shelf
        {
            Name = _current.Name,
            DisplayName = "new",
            Theme = _current.Theme,
            State =
            Shelf.Types.State.Open,
            Etag = "r1"
        }, merged);
    }

    [Fact]
    public void A_part_of_a_message_that_is_not_there_makes_it()
    {
        _current.Place = null;

        Assert.Equal(Like(shelf => shelf.Place = new() { Room = "g" }),
            Apply(Mask("place.room", "place.floor"), new() { Place = new() { Room = "g" } }));
    }

    [Fact]
    public void A_part_of_a_message_that_is_not_there_is_refused_where_the_rest_is_required()
    {
        _current.Place = null;

        var error = Assert.Throws<ApiError>(() => Apply(Mask("place.floor"), new() { Place = new() { Floor = "g" } }));

        Assert.Contains("shelf.place.room", error.Message);
    }

    [Fact]
    public void To_clear_a_part_of_a_message_that_is_not_there_makes_none()
    {
        _current.Place = null;

        Assert.Equal(_current, Apply(Mask("place.floor", "place.room"), new()));
    }

    [Fact]
    public void What_was_wrong_before_is_told_by_its_path_too()
    {
        _current.DisplayName = "";

        var error = Assert.Throws<ApiError>(() => Apply(Mask("capacity"), new() { Capacity = 1 }));

        Assert.Contains("shelf.display_name", error.Message);
    }

    [Fact]
    public void The_spelling_of_JSON_is_understood() => Assert.Equal(
        Like(shelf => { shelf.DisplayName = "new"; shelf.OpenDate = ""; }),
            Apply(Mask("displayName", "openDate"), new() { DisplayName = "new" }));

    [Theory]
    [InlineData("nothing")]
    [InlineData("place.nothing")]
    [InlineData("labels.a")]
    [InlineData("open_date.year")]
    [InlineData("display_name.x")]
    [InlineData("")]
    public void A_path_that_is_no_field_is_refused(string path)
    {
        var error = Assert.Throws<ApiError>(() => Apply(Mask(path), new()));

        Assert.Contains("update_mask", error.Message);
    }

    [Theory]
    [InlineData("theme")]
    [InlineData("*")]
    [InlineData(null)]
    public void What_is_immutable_can_only_be_said_again(string? path)
    {
        var mask = path is null ? null : Mask(path);

        Assert.Equal("themes/t", Apply(mask, new() { DisplayName = "new", Theme = "themes/t" }).Theme);
        Assert.Contains("theme", Assert.Throws<ApiError>(() => Apply(mask, new() { Theme = "themes/u" })).Message);
    }

    [Fact]
    public void The_resource_itself_is_left_alone()
    {
        var before = _current.Clone();

        Apply(Mask("*"), new() { DisplayName = "new" });

        Assert.Equal(before, _current);
    }

    [Fact]
    public void Differences_are_told_by_path()
    {
        var after = Like(shelf =>
        {
            shelf.Place.Floor = "g"; shelf.OpenDate = "2024-01-02"; shelf.Labels.Add("c"); shelf.Etag =
            "r2"; shelf.UpdateTime = new(); shelf.ClearHeight();
        });

        Assert.Equal(["labels", "place.floor", "open_date", "height"], MessageDiff.Paths(_current, after));
        Assert.Empty(MessageDiff.Paths(_current, _current.Clone()));
        Assert.Contains("place", MessageDiff.Paths(null, _current));
    }

    Shelf Apply(FieldMask? mask, Shelf patch) => mask.Apply(_current, patch);

    Shelf Like(Action<Shelf> change)
    {
        var shelf = _current.Clone();
        change(shelf);
        return shelf;
    }

    static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };
}

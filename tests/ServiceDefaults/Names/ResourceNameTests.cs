using Mastery.Contracts;
using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Names;

public sealed class ResourceNameTests
{
    [Fact]
    public void A_name_comes_apart()
    {
        const string Name = "hubs/h/shelves/s/books/b";

        Assert.Equal(("h", "s", "b", ""), (ResourceName.Segment(Name, "hubs"), ResourceName.Segment(Name, "shelves"),
            ResourceName.Segment(Name, "books"), ResourceName.Segment(Name, "plans")));
        Assert.Equal(("h", "b", "hubs/h/shelves/s"), (Name.HubId(), Name.Id(), Name.ParentName()));
        Assert.Equal(("", "t", ""), ("themes/t".HubId(), "themes/t".Id(), "themes/t".ParentName()));
        Assert.Equal("shelves", ResourceName.Segment("hubs/shelves/books/shelves", "books"));
        Assert.Equal("", ResourceName.Segment("hubs/shelves/books/x", "shelves"));
    }

    [Fact]
    public void An_id_that_is_no_UUID_names_nothing()
    {
        var id = Guid.CreateVersion7();

        Assert.Equal(id, $"hubs/h/shelves/{id}".Uuid());
        Assert.Throws<ApiError>(() => "hubs/h/shelves/s".Uuid());
        Assert.Throws<ApiError>(() => $"hubs/h/shelves/{id:N}".Uuid());
        Assert.Throws<ApiError>(() => "hubs/h/shelves/".Uuid());
    }

    [Theory]
    [InlineData("hubs/h/shelves/s", false, true)]
    [InlineData("hubs/h-1/shelves/S_2.3~4", false, true)]
    [InlineData("hubs/-/shelves/s", false, false)]
    [InlineData("hubs/-/shelves/s", true, true)]
    [InlineData("hubs/h/shelves/s/", true, false)]
    [InlineData("hubs/h/shelves//", true, false)]
    [InlineData("hubs/h/shelves", true, false)]
    [InlineData("hubs/h/shelves/s/books/b", true, false)]
    [InlineData("/hubs/h/shelves/s", true, false)]
    [InlineData("hubs/h/Shelves/s", true, false)]
    [InlineData("hubs/a b/shelves/s", true, false)]
    [InlineData("", true, false)]
    public void A_pattern_knows_its_names(string name, bool wildcard, bool matches) =>
        Assert.Equal(matches, NamePattern.Parse("hubs/{hub}/shelves/{shelf}").Matches(name, wildcard));

    [Fact]
    public void A_pattern_knows_its_parent_and_owner()
    {
        var book = NamePattern.Parse("hubs/{hub}/shelves/{shelf}/books/{book}");

        Assert.Equal("hubs/{hub}/shelves/{shelf}", book.Parent().Text);
        Assert.Equal((true, true, false, true), (book.HubOwned, book.Parent().HubOwned, book.Parent()
            .Parent().HubOwned, book.Parent().Parent().IsHub));
        Assert.False(NamePattern.Parse("themes/{theme}").HubOwned);
        Assert.True(NamePattern.Parse("themes/{theme}").Parent().Matches("", false));
    }

    [Fact]
    public void An_etag_that_is_empty_or_right_passes()
    {
        var shelf = Library.Shelf.New("hubs/h", new Shelf { DisplayName = "A" }) with { Revision = 3 };

        Assert.Same(shelf, shelf.RequireEtag(""));
        Assert.Same(shelf, shelf.RequireEtag(Etags.Of(3)));
        Assert.Throws<ApiError>(() => shelf.RequireEtag(Etags.Of(2)));
    }

    [Fact]
    public void Enums_are_kept_without_their_prefix()
    {
        Assert.Equal("RED", Enums.Text(Shelf.Types.Colour.Red));
        Assert.Equal(Shelf.Types.Colour.Red, Enums.Parse<Shelf.Types.Colour>("RED"));
        Assert.Equal(Shelf.Types.Colour.Red, Enums.Parse<Shelf.Types.Colour>("COLOUR_RED"));
        Assert.False(Enums.TryParse<Shelf.Types.Colour>("Red", out _));
        Assert.Throws<ArgumentException>(() => Enums.Parse<Shelf.Types.Colour>(""));
    }
}

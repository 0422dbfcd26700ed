using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class ContractTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public ContractTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    public static TheoryData<string, Action<Shelf>> BadShelves => new()
    {
        { "shelf.display_name", shelf => shelf.DisplayName = "" },
        { "shelf.display_name", shelf => shelf.DisplayName = new string('x', 41) },
        { "shelf.theme", shelf => shelf.Theme = "themes" },
        { "shelf.theme", shelf => shelf.Theme = "themes/a/b" },
        { "shelf.theme", shelf => shelf.Theme = "themes/-" },
        { "shelf.theme", shelf => shelf.Theme = "themes/with space" },
        { "shelf.theme", shelf => shelf.Theme = "//service/themes/a" },
        { "shelf.colour", shelf => shelf.Colour = (Shelf.Types.Colour)7 },
        { "shelf.note", shelf => shelf.Note = new string('x', 10_001) },
        { "shelf.labels", shelf => shelf.Labels.Add(["a", "b", "c", "d"]) },
        { "shelf.labels[1]", shelf => shelf.Labels.Add(["a", "B"]) },
        { "shelf.labels[0]", shelf => shelf.Labels.Add("a\nb") },
        { "shelf.labels[1]", shelf => shelf.Labels.Add(["a", ""]) },
        { "shelf.capacity", shelf => shelf.Capacity = -1 },
        { "shelf.capacity", shelf => shelf.Capacity = 501 },
        { "shelf.budget", shelf => shelf.Budget = -1 },
        { "shelf.place.room", shelf => shelf.Place = new() { Floor = "1" } },
        { "shelf.neighbours[0]", shelf => shelf.Neighbours.Add($"hubs/another/shelves/{Guid.NewGuid()}") },
        { "shelf.neighbours[1]", shelf =>
            shelf.Neighbours.Add([$"hubs/{shelf.Note}/shelves/{Guid.NewGuid()}", "shelves/x"]) },
        { "shelf.open_date", shelf => shelf.OpenDate = "2023-02-29" },
        { "shelf.open_date", shelf => shelf.OpenDate = "2023" },
        { "shelf.keepers[0].display_name", shelf => shelf.Keepers.Add(new Shelf.Types.Keeper()) },
        { "shelf.height", shelf => shelf.Height = double.NaN },
        { "shelf.height", shelf => shelf.Height = double.PositiveInfinity },
    };

    [Theory]
    [MemberData(nameof(BadShelves), DisableDiscoveryEnumeration = true)]
    public async Task Refuses_what_the_annotations_do_not_allow(string field, Action<Shelf> spoil)
    {
        // The note tells those shelves the hub that need it.
        var shelf = new Shelf { DisplayName = "A", Note = _hub };
        spoil(shelf);

        await Refused.ForFieldAsync(field, () => CreateAsync(shelf));
    }

    [Fact]
    public async Task Accepts_all_that_they_allow()
    {
        await _client.CreateThemeAsync(new() { ThemeId = _hub, Theme = new() { Title = "T" } });
        var neighbour = await _library.ShelfAsync(_hub);
        var shelf = new Shelf
        {
            DisplayName = new string('x', 38) + "😀😀",
            Theme = $"themes/{_hub}",
            Colour = Shelf.Types.Colour.Red,
            Note = new string('n', 10_000),
            Labels = { "a", "b", "c" },
            Capacity = 500,
            Place = new() { Room = "1" },
            Neighbours = { neighbour.Name },
            OpenDate = "2024-02-29",
            Keepers = { new Shelf.Types.Keeper { DisplayName = "K" } },
            Height = 0,
            Budget = long.MaxValue,
        };

        var created = await CreateAsync(shelf);

        shelf.Name = created.Name;
        (shelf.State, shelf.Etag, shelf.CreateTime, shelf.UpdateTime) =
            (created.State, created.Etag, created.CreateTime, created.UpdateTime);
        Assert.Equal(shelf, created);
        Assert.Equal(Shelf.Types.State.Open, created.State);
    }

    [Fact]
    public async Task Reports_every_violation_at_once()
    {
        var status = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => CreateAsync(new() { Capacity = -1, Labels = { "A" } }, "no uuid"));

        Assert.Equal(["shelf.display_name", "shelf.labels[0]", "shelf.capacity", "request_id"],
            status.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task Does_not_repeat_what_a_field_held()
    {
        var status = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => CreateAsync(new() { DisplayName = "Canary" + new string('x', 40), Labels = { "Canary" } }));

        Assert.DoesNotContain("Canary", status.ToString());
    }

    [Fact]
    public async Task Clears_what_only_the_service_may_set()
    {
        var created = await CreateAsync(new()
        {
            Name = "whatever it was called",
            DisplayName = "A",
            State = Shelf.Types.State.Closed,
            CreateTime = new Timestamp { Seconds = long.MaxValue },
        });

        Assert.Equal(Shelf.Types.State.Open, created.State);
        Assert.True(created.CreateTime.ToDateTime() > System.DateTime.UtcNow.AddMinutes(-5));
    }

    [Theory]
    [InlineData("3F2504E0-4F89-41D3-9A0C-0305E82C3301", true)]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301", true)]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301", false)]
    [InlineData("{3f2504e0-4f89-41d3-9a0c-0305e82c3301}", false)]
    [InlineData("3f2504e04f8941d39a0c0305e82c3301", false)]
    [InlineData("once", false)]
    public async Task A_request_id_is_a_version_4_UUID(string id, bool good)
    {
        var call = () => CreateAsync(new() { DisplayName = "A" }, id);

        if (good)
        {
            Assert.Equal("A", (await call()).DisplayName);
        }
        else
        {
            await Refused.ForFieldAsync("request_id", call);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hubs")]
    [InlineData("hubs/HUB/shelves")]
    [InlineData("hubs/HUB/shelves/")]
    [InlineData("hubs/HUB/shelves/a/")]
    [InlineData("/hubs/HUB/shelves/a")]
    [InlineData("hubs/HUB/books/a")]
    [InlineData("hubs/HUB/shelves/-")]
    [InlineData("hubs/HUB/shelves/ä")]
    [InlineData("hubs/HUB/shelves/a%2Fb")]
    public Task A_name_has_the_form_of_its_type(string name) =>
        Refused.ForFieldAsync("name", async () =>
            await _client.GetShelfAsync(new() { Name = name.Replace("HUB", _hub) }));

    [Fact]
    public async Task A_name_of_the_right_form_that_names_nothing_is_not_found()
    {
        foreach (var id in new[] { "a", Guid.NewGuid().ToString(), "00000000-0000-0000-0000-000000000000" })
        {
            await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
                async () => await _client.GetShelfAsync(new() { Name = $"hubs/{_hub}/shelves/{id}" }));
        }
    }

    [Fact]
    public async Task Any_parent_below_the_hub_may_be_a_wildcard_in_reads_only()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var book = await _client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });

        var listed = await _client.ListBooksAsync(new() { Parent = $"hubs/{_hub}/shelves/-" });

        Assert.Equal([book], listed.Books);
        await Refused.ForFieldAsync("parent", async () =>
            await _client.CreateBookAsync(new() { Parent = $"hubs/{_hub}/shelves/-", Book = new() { Title = "C" } }));
    }

    [Fact]
    public async Task An_update_needs_only_what_it_writes()
    {
        var shelf = await _library.ShelfAsync(_hub, with => with.Place = new() { Room = "1", Floor = "2" });

        var updated = await _client.UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Capacity = 5 } });
        var deep = await _client.UpdateShelfAsync(new()
        {
            Shelf = new() { Name = shelf.Name, Place = new() { Floor = "3" } },
            UpdateMask = new() { Paths = { "place.floor" } },
        });

        Assert.Equal((shelf.DisplayName, 5), (updated.DisplayName, updated.Capacity));
        Assert.Equal(("1", "3"), (deep.Place.Room, deep.Place.Floor));
        await Refused.ForFieldAsync("shelf.display_name", async () => await _client.UpdateShelfAsync(
            new() { Shelf = new() { Name = shelf.Name }, UpdateMask = new() { Paths = { "display_name" } } }));
        await Refused.ForFieldAsync("shelf.display_name", async () => await _client.UpdateShelfAsync(
            new() { Shelf = new() { Name = shelf.Name }, UpdateMask = new() { Paths = { "*" } } }));
        await Refused.ForFieldAsync("shelf.name", async () =>
            await _client.UpdateShelfAsync(new() { Shelf = new() { DisplayName = "x" } }));
        await Refused.ForFieldAsync("shelf", async () => await _client.UpdateShelfAsync(new()));
    }

    [Fact]
    public async Task An_update_is_held_to_what_would_be_stored()
    {
        var shelf = await _library.ShelfAsync(_hub);
        Task UpdateAsync(Shelf patch, params string[] paths)
        {
            patch.Name = shelf.Name;
            return _client.UpdateShelfAsync(new() { Shelf = patch, UpdateMask = new() { Paths = { paths } } })
                .ResponseAsync;
        }

        await Refused.ForFieldAsync("shelf.place.room", () => UpdateAsync(new() { Place = new() { Floor = "1" } }));
        await Refused.ForFieldAsync("shelf.place.room",
            () => UpdateAsync(new() { Place = new() { Floor = "1" } }, "place.floor"));
        await Refused.ForFieldAsync("shelf.place.room", () => UpdateAsync(new() { Place = new() }, "place"));
        await Refused.ForFieldAsync("shelf.keepers[0].display_name",
            () => UpdateAsync(new() { Keepers = { new Shelf.Types.Keeper { Phone = "1" } } }));
        await UpdateAsync(new() { Capacity = 1 }, "capacity", "place.floor");

        var stored = await _client.GetShelfAsync(new() { Name = shelf.Name });
        Assert.Equal((1, null), (stored.Capacity, stored.Place));
    }

    [Fact]
    public async Task What_is_immutable_stays()
    {
        await _client.CreateThemeAsync(new() { ThemeId = _hub, Theme = new() { Title = "T" } });
        var shelf = await _library.ShelfAsync(_hub, with => with.Theme = $"themes/{_hub}");

        await Refused.ForFieldAsync("shelf.theme", async () =>
            await _client.UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Theme = "themes/other" } }));
        await Refused.ForFieldAsync("update_mask", async () => await _client.UpdateShelfAsync(
            new() { Shelf = new() { Name = shelf.Name }, UpdateMask = new() { Paths = { "shelf_colour" } } }));
        var same = await _client.UpdateShelfAsync(new()
        {
            Shelf =
            new() { Name = shelf.Name, Theme = shelf.Theme, Capacity = 1 }
        });

        Assert.Equal((shelf.Theme, 1), (same.Theme, same.Capacity));
    }

    [Fact]
    public async Task Each_message_of_a_stream_is_checked_as_it_comes()
    {
        var shelf = await _library.ShelfAsync(_hub);
        using var call = _client.ImportBooks();
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "good" } });
        await call.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { new string('x', 10_001) } });

        await Refused.ForFieldAsync("titles[0]", async () => await call.ResponseAsync);

        Assert.Empty((await _client.ListBooksAsync(new() { Parent = shelf.Name })).Books);
    }

    [Fact]
    public void A_method_without_a_scope_cannot_be_served() => Assert.Throws<InvalidOperationException>(
        () => MethodContract.Of(Grpc.Health.V1.HealthReflection.Descriptor.Services[0].Methods[0]));

    async Task<Shelf> CreateAsync(Shelf shelf, string requestId = "") =>
        await _client.CreateShelfAsync(new() { Parent = $"hubs/{_hub}", Shelf = shelf, RequestId = requestId });
}

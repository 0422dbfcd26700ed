using Mastery.Library;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class HubUnitOfWorkTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    HubUnitOfWork Units => library.Service.Services.GetRequiredService<HubUnitOfWork>();

    [Fact]
    public async Task Writes_in_the_hub_and_its_change_log()
    {
        var shelf = await Units.RunAsync<ShelfStore, Shelf>(_hub, "retention",
            shelves => shelves.AddAsync(NewShelf(_hub)));

        Assert.Equal(shelf.Etag, (await library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name })).Etag);
        Assert.Equal("CREATED retention", await library.LookAsync<string>(_hub,
            $"SELECT kind || ' ' || actor FROM change WHERE resource = '{shelf.Name}'"));
    }

    [Fact]
    public async Task Writes_national_resources()
    {
        var id = $"theme-{Guid.NewGuid():N}";

        await Units.RunAsync<ThemeStore>(ResourceName.National, "seed",
            themes => themes.AddAsync(new Theme { Id = id, Title = "T" }));

        Assert.Equal("seed", await library.LookAsync<string>("national",
            $"SELECT actor FROM change WHERE resource = 'themes/{id}'"));
    }

    [Fact]
    public async Task Keeps_nothing_of_work_that_fails()
    {
        await Assert.ThrowsAsync<FormatException>(() => Units.RunAsync<ShelfStore>(_hub, "retention", async shelves =>
        {
            await shelves.AddAsync(NewShelf(_hub));
            throw new FormatException();
        }));

        Assert.Empty((await library.Library(_hub).ListShelvesAsync(new() { Parent = $"hubs/{_hub}" })).Shelves);
        Assert.Equal(0, await library.LookAsync<long>(_hub, "SELECT count(*) FROM change"));
    }

    [Fact]
    public async Task Neither_sees_nor_writes_another_hub()
    {
        var other = LibraryFixture.NewHub();
        var theirs = await library.ShelfAsync(other);

        await Assert.ThrowsAsync<ApiError>(() => Units.RunAsync<ShelfStore>(_hub, "transfer",
            shelves => shelves.GetAsync(theirs.Name)));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Units.RunAsync<ShelfStore>(_hub, "transfer",
            shelves => shelves.AddAsync(NewShelf(other))));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("")]
    public async Task Refuses_what_is_not_one_hub(string hub) => await Assert.ThrowsAsync<ArgumentException>(() =>
        Units.RunAsync<DbSession>(hub, "retention", _ => Task.CompletedTask));

    [Fact]
    public async Task Work_over_several_hubs_is_several_units()
    {
        var hubs = Enumerable.Range(0, 3).Select(_ => LibraryFixture.NewHub()).ToArray();

        foreach (var hub in hubs)
        {
            await Units.RunAsync<ShelfStore>(hub, "roster", shelves => shelves.AddAsync(NewShelf(hub)));
        }

        foreach (var hub in hubs)
        {
            Assert.Equal(1, await library.LookAsync<long>(hub, "SELECT revision FROM revision"));
        }
    }

    static Shelf NewShelf(string hub) => Shelf.New($"hubs/{hub}", new() { DisplayName = "A" });
}

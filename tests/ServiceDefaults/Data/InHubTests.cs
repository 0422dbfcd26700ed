using Mastery.Library;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Data;

/// <summary>Parts of one transaction in another hub.</summary>
public sealed class InHubTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();
    readonly string _other = LibraryFixture.NewHub();

    [Fact]
    public async Task Writes_in_both_hubs_and_logs_in_each_its_own()
    {
        await RunAsync(_hub, async (db, shelves) =>
        {
            await shelves.AddAsync(NewShelf(_hub));
            await db.InHubAsync(_other, () => shelves.AddAsync(NewShelf(_other)));
            await shelves.AddAsync(NewShelf(_hub));
        });

        Assert.Equal((2, 1), (await CountAsync(_hub), await CountAsync(_other)));
        Assert.Equal((2, 1), (await LoggedAsync(_hub), await LoggedAsync(_other)));
        var verifier = library.Service.Services.GetRequiredService<ChangeLogVerifier>();
        Assert.Empty((await verifier.VerifyAsync(_hub)).Faults);
        Assert.Empty((await verifier.VerifyAsync(_other)).Faults);
    }

    [Fact]
    public async Task Keeps_nothing_in_either_when_one_part_fails()
    {
        await Assert.ThrowsAsync<FormatException>(() => RunAsync(_hub, async (db, shelves) =>
        {
            await shelves.AddAsync(NewShelf(_hub));
            await db.InHubAsync(_other, () => shelves.AddAsync(NewShelf(_other)));
            throw new FormatException();
        }));

        Assert.Equal((0, 0), (await CountAsync(_hub), await CountAsync(_other)));
        Assert.Equal((0, 0), (await LoggedAsync(_hub), await LoggedAsync(_other)));
    }

    [Fact]
    public async Task Sees_only_the_other_hub_inside_and_only_its_own_outside()
    {
        var (own, theirs) = (await library.ShelfAsync(_hub), await library.ShelfAsync(_other));

        await RunAsync(_hub, async (db, shelves) =>
        {
            await db.InHubAsync(_other, async () =>
            {
                Assert.Equal(theirs.Name, (await shelves.GetAsync(theirs.Name)).Name);
                await Assert.ThrowsAsync<ApiError>(() => shelves.GetAsync(own.Name));
            });
            Assert.Equal(own.Name, (await shelves.GetAsync(own.Name)).Name);
            await Assert.ThrowsAsync<ApiError>(() => shelves.GetAsync(theirs.Name));
        });
    }

    [Fact]
    public async Task Goes_both_ways_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
        {
            var (hub, other) = number % 2 == 0 ? (_hub, _other) : (_other, _hub);
            return RunAsync(hub, async (db, shelves) =>
            {
                await shelves.AddAsync(NewShelf(hub));
                await db.InHubAsync(other, () => shelves.AddAsync(NewShelf(other)));
            });
        }));

        Assert.Equal((40, 40), (await CountAsync(_hub), await CountAsync(_other)));
        Assert.Equal((40, 40), (await LoggedAsync(_hub), await LoggedAsync(_other)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("national")]
    public async Task Refuses_what_is_not_one_hub(string hub) => await Assert.ThrowsAsync<InvalidOperationException>(
        () => RunAsync(_hub, (db, _) => db.InHubAsync(hub, () => Task.CompletedTask)));

    Task RunAsync(string hub, Func<DbSession, ShelfStore, Task> work) =>
        library.Service.Services.GetRequiredService<HubUnitOfWork>().RunAsync<IServiceProvider>(
            hub, "transfer", scope => work(
                scope.GetRequiredService<DbSession>(), scope.GetRequiredService<ShelfStore>()));

    async Task<int> CountAsync(string hub) =>
        (await library.Library(hub).ListShelvesAsync(new() { Parent = $"hubs/{hub}", PageSize = 1000 })).Shelves.Count;

    Task<long> LoggedAsync(string hub) => library.LookAsync<long>(hub,
        $"SELECT count(*) FROM change WHERE hub_id = '{hub}' AND resource LIKE 'hubs/{hub}/%'");

    static Shelf NewShelf(string hub) => Shelf.New($"hubs/{hub}", new() { DisplayName = $"{Guid.NewGuid()}" });
}

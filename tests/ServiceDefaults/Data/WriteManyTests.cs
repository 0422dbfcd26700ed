using Mastery.Library;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Data;

/// <summary>Many resources that are written with one statement.</summary>
public sealed class WriteManyTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const string Rename = """
        UPDATE shelf s SET display_name = v.name, revision = s.revision + 1, update_time = now()
        FROM unnest(@ids, @revisions, @names) AS v (id, revision, name)
        WHERE s.hub_id = @hub AND s.id = v.id AND s.revision = v.revision RETURNING s.*
        """;

    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Are_logged_one_by_one_and_come_back_in_the_order_given()
    {
        var shelves = await ShelvesAsync();

        var saved = await RenameAsync(shelves, "New");

        Assert.Equal(shelves.Select(shelf => (shelf.Id, $"New {shelf.Id}", shelf.Revision + 1)),
            saved.Select(shelf => (shelf.Id, shelf.DisplayName, shelf.Revision)));
        Assert.Equal(shelves.Count, await LoggedAsync());
        var verifier = library.Service.Services.GetRequiredService<ChangeLogVerifier>();
        Assert.Empty((await verifier.VerifyAsync(_hub)).Faults);
    }

    [Fact]
    public async Task Are_not_written_at_all_when_one_of_them_is_not_what_it_was()
    {
        var shelves = await ShelvesAsync();
        shelves[1] = (await RenameAsync([shelves[1]], "Other"))[0] with { Revision = shelves[1].Revision };

        var refused = await Assert.ThrowsAsync<ApiError>(() => RenameAsync(shelves, "New"));

        Assert.Equal(Grpc.Core.StatusCode.Aborted, refused.Code);
        Assert.Equal(1, await LoggedAsync());
        Assert.Equal(0, await library.LookAsync<long>(
            _hub, $"SELECT count(*) FROM shelf WHERE hub_id = '{_hub}' AND display_name LIKE 'New %'"));
    }

    [Fact]
    public async Task Are_refused_when_one_that_is_new_does_not_come_back()
    {
        var shelves = await ShelvesAsync();

        var refused = await Assert.ThrowsAsync<ApiError>(() => RunAsync(db => db.WriteManyAsync(
            [((Shelf?)null, shelves[0])], "SELECT * FROM shelf WHERE false", new { })));

        Assert.Equal(Grpc.Core.StatusCode.AlreadyExists, refused.Code);
    }

    /// <summary>Three shelves, not in the order of their ids.</summary>
    async Task<List<Shelf>> ShelvesAsync()
    {
        List<Shelf> shelves = [];
        for (var number = 0; number < 3; number++)
        {
            var name = (await library.ShelfAsync(_hub)).Name;
            await RunAsync<ShelfStore, int>(async store =>
            {
                shelves.Insert(0, await store.GetAsync(name));
                return 0;
            });
        }

        return shelves;
    }

    Task<IReadOnlyList<Shelf>> RenameAsync(List<Shelf> shelves, string name) => RunAsync(db => db.WriteManyAsync(
        [.. shelves.Select(shelf => ((Shelf?)shelf, shelf))], Rename, new
        {
            hub = _hub,
            ids = shelves.ConvertAll(shelf => shelf.Id),
            revisions = shelves.ConvertAll(shelf => shelf.Revision),
            names = shelves.ConvertAll(shelf => $"{name} {shelf.Id}"),
        }));

    Task<T> RunAsync<T>(Func<DbSession, Task<T>> work) => RunAsync<DbSession, T>(work);

    Task<T> RunAsync<TService, T>(Func<TService, Task<T>> work) where TService : notnull =>
        library.Service.Services.GetRequiredService<HubUnitOfWork>().RunAsync<TService, T>(_hub, "test", work);

    Task<long> LoggedAsync() => library.LookAsync<long>(_hub,
        $"SELECT count(*) FROM change WHERE hub_id = '{_hub}' AND kind = 'UPDATED' AND resource LIKE '%/shelves/%'");
}

using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class SnapshotTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const string Count = "SELECT count(*) FROM shelf";

    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Sees_nothing_that_is_written_between_its_queries()
    {
        await library.ShelfAsync(_hub);

        var (first, second) = await InSessionAsync(db => db.SnapshotAsync(async () =>
        {
            var before = await db.FindAsync<long>(Count);
            await library.ShelfAsync(_hub);
            return (before, await db.FindAsync<long>(Count));
        }));

        Assert.Equal((1, 1), (first, second));
        Assert.Equal(2, await InSessionAsync(db => db.FindAsync<long>(Count)));
    }

    [Fact]
    public async Task Sees_its_own_hub_only()
    {
        await library.ShelfAsync(LibraryFixture.NewHub());

        Assert.Equal(0, await InSessionAsync(db => db.SnapshotAsync(() => db.FindAsync<long>(Count))));
    }

    [Fact]
    public async Task Cannot_write()
    {
        var shelf = await library.ShelfAsync(_hub);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => InSessionAsync(db => db.SnapshotAsync(
            () => db.FindAsync<string>("UPDATE shelf SET revision = revision + 1 RETURNING hub_id"))));

        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refusal.SqlState);
        Assert.Equal(shelf, await library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name }));
    }

    [Fact]
    public async Task Leaves_the_session_as_it_was_also_after_a_failure()
    {
        await InSessionAsync(async db =>
        {
            await Assert.ThrowsAsync<FormatException>(() => db.SnapshotAsync<long>(() => throw new FormatException()));

            return await db.FindAsync<long>(Count);
        });
    }

    async Task<T> InSessionAsync<T>(Func<DbSession, Task<T>> work)
    {
        await using var scope = library.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Hub = _hub;
        return await work(scope.ServiceProvider.GetRequiredService<DbSession>());
    }
}

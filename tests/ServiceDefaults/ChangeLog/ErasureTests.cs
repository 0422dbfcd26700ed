using Mastery.Library;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>Erasures by a unit of work, and their repetition after a restore.</summary>
public sealed class ErasureTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Empties_what_its_own_transaction_logs_too()
    {
        var shelf = await ShelfAsync();

        await HubUnitOfWork.RunAsync<IServiceProvider>(_hub, "eraser", async services =>
        {
            var shelves = services.GetRequiredService<ShelfStore>();
            await shelves.RemoveAsync(await shelves.GetAsync(shelf.Name));
            await services.GetRequiredService<DbSession>().ErasePersonalAsync(shelf.Name, "asked for");
        });

        var log = await library.LogAsync(_hub);
        Assert.Equal(2, log.Count);
        Assert.All(log, entry => Assert.Null(entry.Personal[shelf.Name]));
        Assert.Equal($"eraser {shelf.Name} 2", await library.LookAsync<string>(_hub,
            "SELECT format('%s %s %s', actor, subject, revision) FROM erasure"));
        Assert.Empty((await Verifier.VerifyAsync(_hub)).Faults);
    }

    [Fact]
    public async Task Is_repeated_after_a_restore_as_often_as_one_likes()
    {
        var (shelf, other) = (await ShelfAsync(), await ShelfAsync());
        var backup = await PersonalAsync();
        await HubUnitOfWork.RunAsync<DbSession>(_hub, "eraser", db => db.ErasePersonalAsync(shelf.Name, "asked for"));
        var list = await ListAsync();
        await RestoreAsync(backup);
        Assert.NotNull((await library.LogAsync(_hub))[0].Personal[shelf.Name]);

        var emptied = (await RepeatAsync(list), await RepeatAsync(list));

        Assert.Equal((1, 0), emptied);
        var log = await library.LogAsync(_hub);
        Assert.Null(log[0].Personal[shelf.Name]);
        Assert.NotNull(log[1].Personal[other.Name]);
        Assert.Equal(list, await ListAsync());
        Assert.Empty((await Verifier.VerifyAsync(_hub)).Faults);
    }

    HubUnitOfWork HubUnitOfWork => library.Service.Services.GetRequiredService<HubUnitOfWork>();

    ChangeLogVerifier Verifier => library.Service.Services.GetRequiredService<ChangeLogVerifier>();

    ErasureList Erasures => library.Service.Services.GetRequiredService<ErasureList>();

    Task<Mastery.Library.V1.Shelf> ShelfAsync() => library.ShelfAsync(_hub, with => with.Note = "fragile");

    /// <summary>The lines of this test's own hub.</summary>
    async Task<string> ListAsync()
    {
        await using var lines = new StringWriter();
        await Erasures.WriteAsync(lines, TestContext.Current.CancellationToken);
        return string.Join('\n',
            lines.ToString().Split('\n').Where(line => line.Contains(_hub, StringComparison.Ordinal)));
    }

    async Task<long> RepeatAsync(string list)
    {
        using var lines = new StringReader(list);
        return await Erasures.RepeatAsync(lines, TestContext.Current.CancellationToken);
    }

    Task<string> PersonalAsync() => library.LookAsync<string>(_hub, "SELECT jsonb_agg(p)::text FROM change_personal p");

    /// <summary>As a backup from before the erasure leaves it.</summary>
    async Task RestoreAsync(string backup)
    {
        await using var owner = await library.Service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand($"""
            SELECT set_config('mastery.hub', '{_hub}', false);
            DELETE FROM erasure;
            DELETE FROM change_personal;
            INSERT INTO change_personal SELECT * FROM jsonb_populate_recordset(NULL::change_personal, '{backup}')
            """, owner);
        await command.ExecuteNonQueryAsync();
    }
}

using Mastery.Library.V1;
using Microsoft.Extensions.DependencyInjection;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.ChangeLog;

/// <summary>Values of fields that the contract marks as personal stand apart in the log, and can be erased.</summary>
public sealed class PersonalValuesTests : IClassFixture<LibraryFixture>
{
    const string Ada = "hubs/h/readers/ada";
    const string Bob = "hubs/h/readers/bob";

    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public PersonalValuesTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Stand_apart_by_the_person_they_are_about_else_by_their_resource()
    {
        var shelf = await KeptAsync();

        var entry = Assert.Single(await _library.LogAsync(_hub));

        Assert.DoesNotContain("Lovelace", entry.After);
        Assert.DoesNotContain("Babbage", entry.After);
        Assert.DoesNotContain("fragile", entry.After);
        Assert.Equal([shelf.Name, Ada, Bob],
            entry.Personal.Keys.Order(StringComparer.Ordinal).OrderBy(key => key != shelf.Name));
        Assert.Equal("""{"after": {"note": "fragile"}}""", entry.Personal[shelf.Name]);
        Assert.Equal("""{"after": {"keepers": [{"phone": "1", "displayName": "Lovelace"}]}}""", entry.Personal[Ada]);
        Assert.Equal("""{"after": {"keepers": [{}, {"displayName": "Babbage"}]}}""", entry.Personal[Bob]);
    }

    [Fact]
    public async Task Put_back_they_make_the_resource_whole()
    {
        var shelf = await KeptAsync();
        var updated = await _client.UpdateShelfAsync(new()
        {
            Shelf = new() { Name = shelf.Name, Note = "sturdy", Keepers = { shelf.Keepers[1], shelf.Keepers[0] } },
        });

        var log = await _library.LogAsync(_hub);

        Assert.Equal([shelf, updated], log.Select(entry => entry.Restored()));
        Assert.Contains("\"before\": {\"note\": \"fragile\"}", log[1].Personal[shelf.Name]);
        Assert.Equal(["note", "keepers"], log[1].Paths);
    }

    [Fact]
    public async Task Leave_no_trace_in_any_table_once_they_are_erased()
    {
        var shelf = await KeptAsync();
        await _client.DeleteShelfAsync(new() { Name = shelf.Name });

        await EraseAsync(Ada);
        Assert.All(await _library.LogAsync(_hub), entry => Assert.Contains("Babbage", entry.Personal[Bob]));
        await EraseAsync(shelf.Name);

        var log = await _library.LogAsync(_hub);
        Assert.All(log, entry => Assert.Equal((null, null), (entry.Personal[Ada], entry.Personal[shelf.Name])));
        foreach (var table in new[] { "change", "change_personal", "erasure" })
        {
            Assert.Equal(0L, await _library.LookAsync<long>(_hub,
                $"SELECT count(*) FROM {table} AS t WHERE t::text ~ 'Lovelace|fragile'"));
        }

        // The salt goes with the values: with it, a guess of a value could be tried against the hash.
        Assert.Equal(0L, await _library.LookAsync<long>(_hub,
            "SELECT count(*) FROM change_personal WHERE value IS NULL AND salt IS NOT NULL"));
        Assert.Equal(2L, await _library.LookAsync<long>(_hub, "SELECT count(*) FROM erasure"));
    }

    [Fact]
    public async Task Of_a_resource_are_erased_whomever_they_are_about_and_in_no_other()
    {
        var (shelf, other) = (await KeptAsync(), await KeptAsync());

        var emptied = await EraseAsync(shelf.Name);

        var log = await _library.LogAsync(_hub);
        Assert.Equal(3, emptied);
        Assert.All(new[] { shelf.Name, Ada, Bob }, subject => Assert.Null(log[0].Personal[subject]));
        Assert.All(new[] { other.Name, Ada, Bob }, subject => Assert.NotNull(log[1].Personal[subject]));
        var verifier = _library.Service.Services.GetRequiredService<ChangeLogVerifier>();
        Assert.Empty((await verifier.VerifyAsync(_hub)).Faults);
    }

    [Fact]
    public async Task Written_after_an_erasure_are_kept()
    {
        var shelf = await KeptAsync();
        await EraseAsync(shelf.Name);

        await _client.UpdateShelfAsync(new() { Shelf = new() { Name = shelf.Name, Note = "new" } });

        Assert.Contains("new", (await _library.LogAsync(_hub))[1].Personal[shelf.Name]);
    }

    [Fact]
    public async Task Two_equal_values_have_different_hashes()
    {
        await _library.ShelfAsync(_hub, with => with.Note = "same");
        await _library.ShelfAsync(_hub, with => with.Note = "same");

        Assert.Equal(2L, await _library.LookAsync<long>(_hub,
            "SELECT count(DISTINCT value) FROM change CROSS JOIN LATERAL jsonb_each_text(personal)"));
    }

    Task<long> EraseAsync(string subject) => _library.LookAsync<long>(_hub,
        $"SELECT erase_personal('{_hub}', '{subject}', NULL, 'test', 'asked for', NULL)");

    Task<Shelf> KeptAsync() => _library.ShelfAsync(_hub, with =>
    {
        with.Note = "fragile";
        with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Lovelace", Phone = "1", Reader = Ada });
        with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Babbage", Reader = Bob });
    });
}

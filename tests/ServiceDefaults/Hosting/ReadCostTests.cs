using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>What the whole process allocates is counted, so no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(ReadCostTests), DisableParallelization = true)]
[Collection(nameof(ReadCostTests))]
public sealed class ReadCostTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const int Calls = 100;
    const int Runs = 20;

    // Measured: 26.5 KiB, the client's part included. What a call must not make anew is a few KiB and would be beyond:
    // a copy of its token, the stores of methods that are not called.
    const long Least = 16 * 1024;
    const long Most = 28 * 1024;

    [Fact]
    public async Task A_read_by_name_allocates_no_more_than_it_did()
    {
        const string Hub = "hub-a";
        var shelf = await library.ShelfAsync(Hub);

        // The first runs are dearer, and in any of them something in the background may allocate too.
        var least = long.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await ReadAsync(Hub, shelf.Name);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{least} bytes");
        Assert.InRange(least, Least, Most);
    }

    [Fact]
    public async Task A_read_is_prepared_once_its_connection_has_seen_it()
    {
        await using var fresh = await TestService.StartAsync<Library.LibraryService>("library");
        var client = fresh.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"));
        var shelf = await client.CreateShelfAsync(new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "A" } });
        async Task Read() => await client.GetShelfAsync(new() { Name = shelf.Name });

        // The control: a statement that is not is seen.
        Assert.Equal([false], await PreparedStatements.OfAsync(Read));
        Assert.True(await PreparedStatements.SeenAsync(Read));
    }

    async Task ReadAsync(string hub, string name)
    {
        var client = library.Library(hub);
        for (var call = 0; call < Calls; call++)
        {
            await client.GetShelfAsync(new() { Name = name });
        }
    }
}

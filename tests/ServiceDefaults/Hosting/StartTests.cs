using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Hosting;

/// <summary>How the tests start services: many at once, by each one's own entry point.</summary>
public sealed class StartTests
{
    [Fact]
    public Task Many_services_start_at_once() => StartAsync(16);

    /// <summary>Run it with <c>-explicit only</c>, with load beside it.</summary>
    [Fact(Explicit = true)]
    public async Task Five_hundred_services_start()
    {
        for (var started = 0; started < 500; started += 10)
        {
            await StartAsync(10);
        }
    }

    [Fact]
    public async Task A_service_that_cannot_start_says_why()
    {
        var settings = new Dictionary<string, string?> { ["Drain:Wait"] = "soon" };

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TestService.StartAsync<Library.LibraryService>("library", settings));
    }

    static async Task StartAsync(int count)
    {
        var services = await Task.WhenAll(Enumerable.Range(0, count)
            .Select(_ => TestService.StartAsync<Library.LibraryService>("library")));
        try
        {
            Assert.Equal(count, services.Select(service => service.Address).Distinct().Count());
            await Task.WhenAll(services.Select(service => service
                .Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"))
                .ListShelvesAsync(new() { Parent = "hubs/hub-a" }).ResponseAsync));
        }
        finally
        {
            await Task.WhenAll(services.Select(service => service.DisposeAsync().AsTask()));
        }
    }
}

using System.Net;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults.Tests.Hosting;

public sealed class DrainTests
{
    [Fact]
    public async Task A_service_about_to_stop_says_so_and_answers_meanwhile()
    {
        var settings = new Dictionary<string, string?> { ["Drain:Wait"] = "00:00:02" };
        await using var service = await TestService.StartAsync<Library.LibraryService>("library", settings);
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"));
        using var http = service.Http((string?)null);
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });

        var stopping = service.StopAsync();
        while (service.Services.GetRequiredService<Drain>() is { Draining: false })
        {
            await Task.Delay(10);
        }

        using var ready = await http.GetAsync("/health/ready");
        using var live = await http.GetAsync("/health/live");
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
        Assert.False(stopping.IsCompleted);
        await stopping;
    }

    [Fact]
    public async Task A_call_in_flight_is_finished()
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library");
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token("hub-a"));
        await client.ListShelvesAsync(new() { Parent = "hubs/hub-a" });
        using var import = client.ImportBooks();
        var shelf = await client.CreateShelfAsync(new() { Parent = "hubs/hub-a", Shelf = new() { DisplayName = "A" } });
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "one" } });
        await Task.Delay(200);

        var stopping = service.StopAsync();
        await Task.Delay(200);
        await import.RequestStream.WriteAsync(new() { Parent = shelf.Name, Titles = { "two" } });
        await import.RequestStream.CompleteAsync();

        Assert.Equal(2, (await import.ResponseAsync).CreatedCount);
        await stopping;
    }
}

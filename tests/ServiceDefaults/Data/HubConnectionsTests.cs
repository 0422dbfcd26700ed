using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class HubConnectionsTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const int Share = 8;

    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Updates_behind_a_locked_row_leave_the_other_hubs_their_connections()
    {
        var shelf = await library.ShelfAsync(_hub);
        var other = LibraryFixture.NewHub();
        await using var locked = await LockedRow.OfAsync(library.Service.Database, "shelf", shelf.Name);
        var updates = Enumerable.Range(1, 40).Select(capacity => UpdateAsync(shelf, capacity)).ToArray();
        await locked.WaitersAsync(Share);

        for (var reads = 0; reads < 20; reads++)
        {
            await library.Library(other).ListShelvesAsync(
                new() { Parent = $"hubs/{other}" }, deadline: DateTime.UtcNow.AddSeconds(2));
        }

        Assert.Equal(HttpStatusCode.OK, await ReadinessAsync());
        Assert.Equal(Share, await library.WaitingAsync("Lock"));
        await locked.ReleaseAsync();
        Assert.Equal(40, (await Task.WhenAll(updates)).Length);
    }

    [Fact]
    public async Task A_write_that_waits_too_long_for_a_lock_is_told_to_retry()
    {
        await using var service = await TestService.StartAsync<Library.LibraryService>("library");
        await TestServer.ExecuteAsync($"""
            ALTER ROLE "{service.Database.Names.Runtime}" IN DATABASE "{service.Database.Names.Name}"
            SET lock_timeout = '100ms'
            """);
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(LibraryFixture.Token(_hub));
        var shelf = await client.CreateShelfAsync(
            new() { Parent = $"hubs/{_hub}", Shelf = new() { DisplayName = "A" } });
        await using var locked = await LockedRow.OfAsync(service.Database, "shelf", shelf.Name);

        var status = await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable,
            async () => await client.CloseShelfAsync(new() { Name = shelf.Name }));

        Assert.Contains("nothing was changed, retry", status.Message);
    }

    [Theory]
    [InlineData("lock_timeout", "5s")]
    [InlineData("idle_in_transaction_session_timeout", "30s")]
    [InlineData("statement_timeout", "2min")]
    public async Task The_role_of_the_service_bounds_what_its_sessions_wait_for(string setting, string value)
    {
        await using var connection = await library.Service.Database.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"SHOW {setting}", connection);

        Assert.Equal(value, await command.ExecuteScalarAsync());
    }

    async Task<Library.V1.Shelf> UpdateAsync(Library.V1.Shelf shelf, int capacity) =>
        await library.Library(_hub).UpdateShelfAsync(new()
        {
            Shelf = new() { Name = shelf.Name, Capacity = capacity },
            UpdateMask = new() { Paths = { "capacity" } },
        });

    async Task<HttpStatusCode> ReadinessAsync()
    {
        using var http = library.Service.Http((string?)null);
        using var response = await http.GetAsync("/health/ready");
        return response.StatusCode;
    }
}

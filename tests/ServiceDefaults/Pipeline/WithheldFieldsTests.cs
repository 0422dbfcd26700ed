using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>What a caller without the scope of a field learns of it, and cannot do to it by mistake.</summary>
public sealed class WithheldFieldsTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _without;

    public WithheldFieldsTests(LibraryFixture library)
    {
        _library = library;
        _without = library.Library(_hub, without: "shelves.sensitive");
    }

    [Fact]
    public async Task Are_named_whether_or_not_they_hold_a_value()
    {
        var noted = await NotedAsync();
        var plain = await _library.ShelfAsync(_hub);

        var read = await _without.GetShelfAsync(new() { Name = noted.Name });
        var empty = await _without.GetShelfAsync(new() { Name = plain.Name });
        var changed = await _without.UpdateShelfAsync(new() { Shelf = new() { Name = plain.Name, Capacity = 7 } });

        Assert.All([read, empty, changed], shelf => Assert.Equal(["note", "keepers.phone"], shelf.WithheldFields));
    }

    [Fact]
    public async Task Are_none_for_who_has_the_scope()
    {
        var shelf = await NotedAsync();

        Assert.Empty(shelf.WithheldFields);
        Assert.Empty((await _library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name })).WithheldFields);
    }

    [Fact]
    public async Task Are_named_in_lists_streams_and_every_row_of_a_csv()
    {
        await NotedAsync();

        var listed = (await _without.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" })).Shelves.Single();
        using var stream = _without.ExportShelves(new() { Parent = $"hubs/{_hub}" });
        var streamed = (await stream.ResponseStream.ReadAllAsync().ToListAsync()).Single();
        using var http = _library.Http(_hub, without: "shelves.sensitive");
        http.DefaultRequestHeaders.Accept.Add(new("text/csv"));
        var csv = await http.GetStringAsync($"/v1/hubs/{_hub}/shelves");

        Assert.All([listed, streamed], shelf => Assert.Equal(["note", "keepers.phone"], shelf.WithheldFields));
        var (header, row) = (csv.Split("\r\n")[0].Split(','), csv.Split("\r\n")[1].Split(','));
        Assert.Equal("note; keepers.phone", row[Array.IndexOf(header, "withheldFields")]);
        Assert.Equal("", row[Array.IndexOf(header, "note")]);
    }

    [Fact]
    public async Task Mean_nothing_in_a_request()
    {
        var made = await _library.Library(_hub).CreateShelfAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "A", Note = "secret", WithheldFields = { "note" } },
        });

        Assert.Equal("secret", made.Note);
        Assert.Empty(made.WithheldFields);
    }

    [Fact]
    public async Task Keep_their_values_when_what_was_read_is_written_back()
    {
        var shelf = await _library.ShelfAsync(_hub, with => with.Note = "secret");
        var read = await _without.GetShelfAsync(new() { Name = shelf.Name });
        read.DisplayName = "Renamed";

        var written = await _without.UpdateShelfAsync(new() { Shelf = read });

        Assert.Equal("Renamed", written.DisplayName);
        await HasAsync(shelf.Name, "secret");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.Forbidden)]
    public async Task Keep_their_values_when_the_json_is_written_back(string type, HttpStatusCode answer)
    {
        var shelf = await _library.ShelfAsync(_hub, with => with.Note = "secret");
        using var http = _library.Http(_hub, without: "shelves.sensitive");
        var json = await http.GetStringAsync($"/v1/{shelf.Name}");
        using var body = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue(type));

        using var response = await http.PatchAsync($"/v1/{shelf.Name}", body);

        Assert.Contains("\"withheldFields\"", json);
        Assert.Equal(answer, response.StatusCode);
        await HasAsync(shelf.Name, "secret");
    }

    [Theory]
    [InlineData("""{"note": null}""")]
    [InlineData("""{"note": ""}""")]
    [InlineData("""{"displayName": "A", "keepers": null}""")]
    public async Task Cannot_be_cleared_by_a_merge_patch(string patch)
    {
        var shelf = await NotedAsync();
        using var http = _library.Http(_hub, without: "shelves.sensitive");
        using var body = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json");

        using var response = await http.PatchAsync($"/v1/{shelf.Name}", body);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("shelves.sensitive", await response.Content.ReadAsStringAsync());
        await HasAsync(shelf.Name, "secret");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    public async Task Inside_a_list_are_not_lost_with_the_list(string mask)
    {
        var shelf = await NotedAsync();
        var read = await _without.GetShelfAsync(new() { Name = shelf.Name });
        var update = new UpdateShelfRequest { Shelf = read };
        if (mask.Length > 0)
        {
            update.UpdateMask = new() { Paths = { mask } };
        }

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await _without.UpdateShelfAsync(update));

        await HasAsync(shelf.Name, "secret");
        Assert.Equal("1", (await _library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name })).Keepers[0].Phone);
    }

    [Fact]
    public async Task Are_not_said_where_they_were_not_withheld_the_first_time()
    {
        var request = new CreateShelfRequest
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = "A" },
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await _without.CreateShelfAsync(request);

        var again = await _library.Library(_hub).CreateShelfAsync(request);

        Assert.Equal(["note", "keepers.phone"], first.WithheldFields);
        Assert.Empty(again.WithheldFields);
    }

    Task<Shelf> NotedAsync() => _library.ShelfAsync(_hub, with =>
    {
        with.Note = "secret";
        with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "K", Phone = "1" });
    });

    async Task HasAsync(string name, string note) =>
        Assert.Equal(note, (await _library.Library(_hub).GetShelfAsync(new() { Name = name })).Note);
}

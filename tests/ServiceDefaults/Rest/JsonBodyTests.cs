using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class JsonBodyTests : IClassFixture<LibraryFixture>, IDisposable
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly HttpClient _http;

    public JsonBodyTests(LibraryFixture library)
    {
        _library = library;
        _http = library.Http(_hub);
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12.0", 12)]
    [InlineData("12.000", 12)]
    [InlineData("1.2e1", 12)]
    [InlineData("120E-1", 12)]
    [InlineData("0.0", 0)]
    [InlineData("-0.0", 0)]
    public async Task A_whole_number_is_an_integer_however_it_is_written(string number, int capacity)
    {
        using var response = await PostAsync($"{{\"displayName\":\"1.0\",\"capacity\":{number} , \"height\":1.0}}");

        var shelf = await ShelfAsync(response);
        Assert.Equal(("1.0", capacity, 1.0), (shelf.DisplayName, shelf.Capacity, shelf.Height));
    }

    [Theory]
    [InlineData("12.5")]
    [InlineData("1e-3")]
    [InlineData("1e40")]
    [InlineData("1e-40")]
    [InlineData("12.00000000000000000000000000000001")]
    public async Task A_number_that_is_not_whole_is_no_integer(string number)
    {
        using var response = await PostAsync($"{{\"displayName\":\"A\",\"capacity\":{number}}}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("1e-40", 1e-40)]
    [InlineData("2.5", 2.5)]
    [InlineData("1e3", 1000)]
    public async Task Other_numbers_keep_their_value(string number, double height)
    {
        using var response = await PostAsync($"{{\"displayName\":\"A\",\"height\":{number}}}");

        Assert.Equal(height, (await ShelfAsync(response)).Height);
    }

    [Fact]
    public async Task Large_whole_numbers_keep_every_digit()
    {
        using var response = await PostAsync("{\"displayName\":\"A\",\"budget\":9007199254740993.0}");

        Assert.Equal(9_007_199_254_740_993, (await ShelfAsync(response)).Budget);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. "{\"displayName\":\"A\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

        Assert.Equal("A", (await ShelfAsync(response)).DisplayName);
    }

    [Fact]
    public async Task A_merge_patch_writes_its_members_and_clears_those_that_are_null()
    {
        var shelf = await MakeAsync();

        using var response = await PatchAsync(
            shelf.Name, "{\"capacity\":0,\"place\":{\"floor\":null},\"openDate\":null}");

        shelf.Capacity = 0;
        shelf.Full = true;
        shelf.Place.Floor = "";
        shelf.OpenDate = "";
        var updated = await ShelfAsync(response);
        (shelf.Etag, shelf.UpdateTime) = (updated.Etag, updated.UpdateTime);
        Assert.Equal(shelf, updated);
    }

    [Fact]
    public async Task A_merge_patch_of_nothing_changes_nothing()
    {
        var shelf = await MakeAsync();

        using var response = await PatchAsync(shelf.Name, "{}");

        Assert.Equal(shelf, await ShelfAsync(response));
    }

    [Fact]
    public async Task A_merge_patch_may_not_clear_what_is_required()
    {
        var shelf = await MakeAsync();

        using var response = await PatchAsync(shelf.Name, "{\"displayName\":null,\"place\":{\"room\":null}}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"field\":\"displayName\"", body);
        Assert.Contains("\"field\":\"place.room\"", body);
    }

    [Fact]
    public async Task A_mask_that_is_named_stands_above_the_members_of_a_merge_patch()
    {
        var shelf = await MakeAsync();

        using var response = await PatchAsync(shelf.Name + "?updateMask=capacity", "{\"capacity\":7,\"place\":null}");

        var updated = await ShelfAsync(response);
        Assert.Equal((7, shelf.Place), (updated.Capacity, updated.Place));
    }

    [Fact]
    public async Task A_merge_patch_is_for_PATCH_only()
    {
        using var content = MergePatch("{\"displayName\":\"A\"}");

        using var response = await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    Task<Shelf> MakeAsync() => _library.ShelfAsync(_hub, shelf =>
    {
        shelf.Capacity = 5;
        shelf.Place = new() { Room = "1", Floor = "2" };
        shelf.OpenDate = "2024-01-01";
        shelf.Labels.Add("maths");
    });

    async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.PostAsync($"/v1/hubs/{_hub}/shelves", content);
    }

    async Task<HttpResponseMessage> PatchAsync(string path, string body)
    {
        using var content = MergePatch(body);
        return await _http.PatchAsync($"/v1/{path}", content);
    }

    static StringContent MergePatch(string body) =>
        new(body, new MediaTypeHeaderValue("application/merge-patch+json"));

    static async Task<Shelf> ShelfAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return Google.Protobuf.JsonParser.Default.Parse<Shelf>(body);
    }
}

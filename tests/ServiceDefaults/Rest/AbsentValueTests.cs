using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Rest;

/// <summary>A value that is left out, empty or null: the same over REST and gRPC.</summary>
public sealed class AbsentValueTests : IClassFixture<LibraryFixture>, IDisposable
{
    static readonly Action<Shelf> Full = shelf =>
    {
        (shelf.Note, shelf.Capacity, shelf.Height, shelf.OpenDate) = ("n", 5, 0, "2024-02-29");
        (shelf.Colour, shelf.Place) = (Shelf.Types.Colour.Red, new() { Room = "1", Floor = "2" });
        shelf.Labels.Add(["a", "b"]);
        shelf.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "K" });
    };

    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;
    readonly HttpClient _http;

    public AbsentValueTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
        _http = library.Http(_hub);
    }

    public static TheoryData<string, string> Absences => new()
    {
        { "theme", "\"\"" }, { "theme", "null" },
        { "colour", "null" }, { "colour", "0" }, { "colour", "\"COLOUR_UNSPECIFIED\"" },
        { "note", "\"\"" }, { "note", "null" },
        { "labels", "[]" }, { "labels", "null" },
        { "capacity", "0" }, { "capacity", "null" },
        { "place", "null" },
        { "neighbours", "[]" }, { "neighbours", "null" },
        { "openDate", "\"\"" }, { "openDate", "null" },
        { "state", "null" }, { "etag", "\"\"" }, { "etag", "null" }, { "createTime", "null" },
        { "keepers", "[]" }, { "keepers", "null" },
        { "height", "null" },
        { "budget", "null" }, { "budget", "\"0\"" },
    };

    public static TheoryData<string> Cleared =>
        ["note", "colour", "labels", "capacity", "place", "openDate", "keepers", "height"];

    [Theory]
    [MemberData(nameof(Absences))]
    public async Task Create_takes_it_as_left_out(string field, string json)
    {
        using var response = await SendAsync(HttpMethod.Post, $"/v1/hubs/{_hub}/shelves",
            $"{{\"displayName\":\"a\",\"{field}\":{json}}}");

        var created = await ShelfAsync(response);
        Assert.Equal(Bare(await CreateAsync(new() { DisplayName = "b" })), Bare(created));
    }

    [Theory]
    [MemberData(nameof(Absences))]
    public async Task Update_without_a_mask_leaves_the_field_alone(string field, string json)
    {
        var shelf = await _library.ShelfAsync(_hub, Full);

        using var response = await SendAsync(HttpMethod.Patch, $"/v1/{shelf.Name}", $"{{\"{field}\":{json}}}");

        Assert.Equal(Bare(shelf), Bare(await ShelfAsync(response)));
    }

    [Theory]
    [MemberData(nameof(Cleared))]
    public async Task Update_with_the_field_in_the_mask_clears_it(string field)
    {
        var (left, gone, called) = (await FullAsync(), await FullAsync(), await FullAsync());

        using var byNull = await SendAsync(HttpMethod.Patch, $"/v1/{left.Name}?updateMask={field}",
            $"{{\"{field}\":null}}");
        using var byAbsence = await SendAsync(HttpMethod.Patch, $"/v1/{gone.Name}?updateMask={field}", "{}");
        var byCall = await _client.UpdateShelfAsync(new()
        {
            Shelf = new() { Name = called.Name },
            UpdateMask = new() { Paths = { field } },
        });

        var expected = Bare(called);
        Field(expected, field).Accessor.Clear(expected);
        expected.Full = expected.Capacity == 0;
        Assert.Equal(expected, Bare(byCall));
        Assert.Equal(expected, Bare(await ShelfAsync(byNull)));
        Assert.Equal(expected, Bare(await ShelfAsync(byAbsence)));
    }

    [Fact]
    public async Task An_empty_mask_is_no_mask()
    {
        var shelf = await FullAsync();

        using var response = await SendAsync(HttpMethod.Patch, $"/v1/{shelf.Name}?updateMask=", "{\"note\":\"x\"}");
        var called = await _client.UpdateShelfAsync(
            new() { Shelf = new() { Name = shelf.Name, Capacity = 9 }, UpdateMask = new FieldMask() });

        shelf.Note = "x";
        Assert.Equal(Bare(shelf), Bare(await ShelfAsync(response)));
        shelf.Capacity = 9;
        Assert.Equal(Bare(shelf), Bare(called));
    }

    [Fact]
    public async Task The_zero_of_a_field_with_presence_is_a_value()
    {
        using var response = await SendAsync(HttpMethod.Post, $"/v1/hubs/{_hub}/shelves",
            "{\"displayName\":\"a\",\"height\":0}");

        var created = await ShelfAsync(response);
        Assert.Equal((true, 0), (created.HasHeight, created.Height));
        Assert.False((await CreateAsync(new() { DisplayName = "b" })).HasHeight);
    }

    [Theory]
    [InlineData("{\"displayName\":\"\"}")]
    [InlineData("{\"displayName\":null}")]
    [InlineData("{}")]
    [InlineData("{\"displayName\":\"a\",\"place\":{\"room\":null}}")]
    [InlineData("{\"displayName\":\"a\",\"place\":{}}")]
    [InlineData("{\"displayName\":\"a\",\"labels\":[null]}")]
    [InlineData("{\"displayName\":\"a\",\"labels\":[\"\"]}")]
    [InlineData("{\"displayName\":\"a\",\"keepers\":[null]}")]
    [InlineData("{\"displayName\":\"a\",\"neighbours\":[\"\"]}")]
    public async Task Is_refused_where_a_value_is_needed(string body)
    {
        using var response = await SendAsync(HttpMethod.Post, $"/v1/hubs/{_hub}/shelves", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_element_of_a_list_is_refused_over_gRPC_too()
    {
        await Refused.ForFieldAsync("shelf.labels[0]", () => CreateAsync(new() { DisplayName = "a", Labels = { "" } }));
        await Refused.ForFieldAsync("shelf.neighbours[0]",
            () => CreateAsync(new() { DisplayName = "a", Neighbours = { "" } }));
    }

    [Fact]
    public async Task Empty_parameters_are_as_left_out()
    {
        var shelf = await FullAsync();

        var listed = await _http.GetStringAsync(
            $"/v1/hubs/{_hub}/shelves?filter=&orderBy=&pageToken=&pageSize=", TestContext.Current.CancellationToken);
        using var created = await SendAsync(HttpMethod.Post,
            $"/v1/hubs/{_hub}/shelves?requestId=&validateOnly=", "{\"displayName\":\"a\"}");

        Assert.Contains(shelf.Name, listed);
        Assert.NotEqual("", (await ShelfAsync(created)).Name);
    }

    public void Dispose() => _http.Dispose();

    Task<Shelf> FullAsync() => _library.ShelfAsync(_hub, Full);

    async Task<Shelf> CreateAsync(Shelf shelf) =>
        await _client.CreateShelfAsync(new() { Parent = $"hubs/{_hub}", Shelf = shelf });

    Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body) =>
        _http.SendAsync(new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });

    /// <summary>The shelf without what tells it from others.</summary>
    static Shelf Bare(Shelf shelf)
    {
        var bare = shelf.Clone();
        (bare.Name, bare.DisplayName, bare.Etag) = ("", "", "");
        (bare.CreateTime, bare.UpdateTime) = (null, null);
        return bare;
    }

    static Google.Protobuf.Reflection.FieldDescriptor Field(IMessage message, string jsonName) =>
        message.Descriptor.Fields.InDeclarationOrder().Single(field => field.JsonName == jsonName);

    static async Task<Shelf> ShelfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonParser.Default.Parse<Shelf>(text);
    }
}

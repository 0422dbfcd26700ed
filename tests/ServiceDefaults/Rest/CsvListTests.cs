using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Rest;

public sealed class CsvListTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Has_a_column_for_each_field_as_JSON_names_it()
    {
        using var answer = await GetAsync("shelves");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv; charset=utf-8; header=present", $"{answer.Content.Headers.ContentType}");
        Assert.Equal(
            "name,displayName,theme,colour,note,labels,capacity,place.room,place.floor,neighbours,openDate,state,etag,"
                + "createTime,updateTime,keepers.displayName,keepers.phone,keepers.reader,height,budget,full,"
                + "withheldFields\r\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Joins_several_values_and_keeps_their_places_over_the_columns_of_several_messages()
    {
        await library.ShelfAsync(_hub, shelf =>
        {
            shelf.Labels.Add(["maths", "algebra"]);
            shelf.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Ann", Phone = "0113 496 0000" });
            shelf.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Siân" });
            shelf.Place = new() { Room = "12" };
            shelf.Height = 1.5;
        });

        var row = Assert.Single(await RowsAsync("shelves"));

        Assert.Equal("maths; algebra", row["labels"]);
        Assert.Equal("Ann; Siân", row["keepers.displayName"]);
        Assert.Equal("0113 496 0000; ", row["keepers.phone"]);
        Assert.Equal("", row["keepers.reader"]);
        Assert.Equal(("12", "", "1.5"), (row["place.room"], row["place.floor"], row["height"]));
        Assert.Equal(("", "STATE_OPEN", "true"), (row["colour"], row["state"], row["full"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]+Z$", row["createTime"]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a, \"b\"", "a, \"b\"")]
    public async Task Holds_no_formula(string name, string cell)
    {
        await library.ShelfAsync(_hub, shelf => shelf.DisplayName = name);

        Assert.Equal(cell, Assert.Single(await RowsAsync("shelves"))["displayName"]);
    }

    [Fact]
    public async Task Withholds_what_the_token_may_not_see()
    {
        await library.ShelfAsync(_hub, shelf =>
        {
            shelf.Note = "secret";
            shelf.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "Ann", Phone = "0113 496 0000" });
        });

        var row = Assert.Single(await RowsAsync("shelves", without: "shelves.sensitive"));

        Assert.Equal(("", "", "Ann"), (row["note"], row["keepers.phone"], row["keepers.displayName"]));
    }

    [Fact]
    public async Task Leads_to_the_next_page_with_the_same_filter_and_order()
    {
        foreach (var name in new[] { "A", "B", "C", "D" })
        {
            await library.ShelfAsync(_hub, shelf => shelf.DisplayName = name);
        }

        List<string> names = [];
        const string Query = "orderBy=display_name%20desc&filter=display_name%20!%3D%20%22B%22&pageSize=2";
        var next = $"/v1/hubs/{_hub}/shelves?{Query}";
        for (var pages = 0; next is not null; pages++)
        {
            Assert.True(pages < 2);
            using var answer = await SendAsync(next, "text/csv");
            names.AddRange(Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .Select(row => row["displayName"]));
            next = answer.Headers.TryGetValues("Link", out var link)
                ? Assert.Single(link).Split('<', '>')[1] : null;
        }

        Assert.Equal(["D", "C", "A"], names);
    }

    [Theory]
    [InlineData("text/csv, application/json;q=0.5", "text/csv")]
    [InlineData("TEXT/CSV;q=0.8, */*;q=0.1", "text/csv")]
    [InlineData("application/json, text/csv", "application/json")]
    [InlineData("text/csv;q=0, */*", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("nonsense;;", "application/json")]
    public async Task Is_for_who_prefers_it_to_JSON(string accept, string mediaType)
    {
        using var answer = await SendAsync($"/v1/hubs/{_hub}/shelves", accept);

        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Fact]
    public async Task Is_JSON_where_it_is_refused()
    {
        using var refused = await GetAsync("shelves?filter=nothing%20%3D%201");
        using var unknown = await GetAsync("shelves?nothing=1");

        foreach (var answer in new[] { refused, unknown })
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Leaves_what_is_no_list_as_it_is()
    {
        var shelf = await library.ShelfAsync(_hub);

        using var answer = await SendAsync($"/v1/{shelf.Name}", "text/csv");

        Assert.Equal(shelf.Name, (await JsonDocument.ParseAsync(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken),
            cancellationToken: TestContext.Current.CancellationToken)).RootElement.GetProperty("name").GetString());
    }

    async Task<List<Dictionary<string, string>>> RowsAsync(string path, params string[] without)
    {
        using var answer = await GetAsync(path, without);
        return Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    Task<HttpResponseMessage> GetAsync(string path, params string[] without) =>
        SendAsync($"/v1/hubs/{_hub}/{path}", "text/csv", without);

    async Task<HttpResponseMessage> SendAsync(string path, string accept, params string[] without)
    {
        using var http = library.Http(_hub, without);
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static List<Dictionary<string, string>> Read(string text)
    {
        List<Dictionary<string, string>> rows = [];
        using var csv = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        while (csv.Read())
        {
            rows.Add(csv.Headers.ToArray().Select((name, index) => (name, csv.GetString(index))).ToDictionary());
        }

        return rows;
    }
}

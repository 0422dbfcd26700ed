using System.Net;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class AccessTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task A_scope_is_asked_for_before_anything_is_looked_for()
    {
        var client = library.Library(_hub, without: "shelves.read");

        var status = await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await client.GetShelfAsync(new() { Name = "not even a name" }));

        Assert.Equal("shelves.read", status.GetDetail<ErrorInfo>()!.Metadata["scope"]);
    }

    [Theory]
    [InlineData("16789", null)]
    [InlineData(null, "136283")]
    public async Task A_token_for_one_trust_or_school_opens_nothing(string? trust, string? school)
    {
        var client = library.Client<LibraryServiceClient>(new Token { Hubs = [_hub], Trust = trust, School = school });

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" }));
    }

    [Fact]
    public async Task Another_hub_has_nothing_for_this_one()
    {
        var shelf = await library.ShelfAsync(_hub);
        var stranger = library.Library(LibraryFixture.NewHub());

        var status = await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await stranger.GetShelfAsync(new() { Name = shelf.Name }));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await stranger.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" }));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await stranger.CreateShelfAsync(new()
            {
                Parent = $"hubs/{_hub}",
                Shelf =
                new() { DisplayName = "x" }
            }));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await stranger.UpdateShelfAsync(new()
            {
                Shelf =
                new() { Name = shelf.Name, DisplayName = "x" }
            }));
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await stranger.DeleteShelfAsync(new() { Name = shelf.Name }));

        Assert.Equal((shelf.Name, "mastery.test/Shelf"), (status.GetDetail<ResourceInfo>()!.ResourceName,
            status.GetDetail<ResourceInfo>()!.ResourceType));
        Assert.Equal(shelf, await library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name }));
    }

    [Fact]
    public async Task A_stream_is_about_the_hub_of_its_first_message()
    {
        var shelf = await library.ShelfAsync(_hub);
        var stranger = library.Library(LibraryFixture.NewHub());

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () =>
            ImportAsync(stranger, shelf.Name));
        await Refused.ForFieldAsync("parent", () => ImportAsync(library.Library(_hub), shelf.Name,
            $"hubs/other/shelves/{Guid.NewGuid()}"));
    }

    [Theory]
    [InlineData("national")]
    [InlineData("*")]
    [InlineData("")]
    public async Task No_hub_may_be_called_what_means_another_thing(string hub)
    {
        var client = library.Library("*");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.CreateShelfAsync(new() { Parent = $"hubs/{hub}", Shelf = new() { DisplayName = "x" } }));

        Assert.Contains(refusal.StatusCode, new[] { StatusCode.NotFound, StatusCode.InvalidArgument });
    }

    [Fact]
    public async Task A_name_of_any_length_is_not_thrown_back_whole()
    {
        var client = library.Library(_hub);

        var status = await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            async () => await client.GetShelfAsync(new()
            {
                Name =
                $"hubs/other/shelves/{new string('x', 1_000_000)}"
            }));

        Assert.True(status.CalculateSize() < 4096);
    }

    [Fact]
    public async Task A_token_may_name_several_hubs()
    {
        var other = LibraryFixture.NewHub();
        var client = library.Client<LibraryServiceClient>(LibraryFixture.Token(_hub) with { Hubs = [_hub, other] });

        Assert.Empty((await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" })).Shelves);
        Assert.Empty((await client.ListShelvesAsync(new() { Parent = $"hubs/{other}" })).Shelves);
    }

    [Fact]
    public async Task Reading_every_hub_needs_the_national_scope()
    {
        var (one, other) = (await library.ShelfAsync(_hub), await library.ShelfAsync(LibraryFixture.NewHub()));
        var national = await library.Library("*").ListShelvesAsync(new() { Parent = "hubs/-", PageSize = 1000 });

        var status = await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await library.Library("*", without: "national.read")
                .ListShelvesAsync(new() { Parent = "hubs/-" }));

        Assert.Equal("national.read", status.GetDetail<ErrorInfo>()!.Metadata["scope"]);
        Assert.Contains(one, national.Shelves);
        Assert.Contains(other, national.Shelves);
    }

    [Fact]
    public Task Writing_to_every_hub_is_nobodys() => Refused.WithAsync(StatusCode.InvalidArgument,
        ErrorReason.InvalidField,
        async () => await library.Library("*")
            .CreateShelfAsync(new() { Parent = "hubs/-", Shelf = new() { DisplayName = "x" } }));

    [Fact]
    public async Task A_field_of_its_own_scope_is_cleared_however_deep()
    {
        var shelf = await library.ShelfAsync(_hub, with =>
        {
            with.Note =
            "secret"; with.Keepers.Add(new Shelf.Types.Keeper { DisplayName = "K", Phone = "1" });
        });
        var client = library.Library(_hub, without: "shelves.sensitive");

        var read = await client.GetShelfAsync(new() { Name = shelf.Name });
        var listed = (await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" })).Shelves.Single();
        using var stream = client.ExportShelves(new() { Parent = $"hubs/{_hub}" });
        var streamed = (await stream.ResponseStream.ReadAllAsync().ToListAsync()).Single();
        using var http = library.Http(_hub, without: "shelves.sensitive");
        var json = await http.GetStringAsync($"/v1/{shelf.Name}");

        Assert.All([read, listed, streamed], seen => Assert.Equal(("", "K", ""),
            (seen.Note, seen.Keepers[0].DisplayName, seen.Keepers[0].Phone)));
        Assert.DoesNotContain("secret", json);
        Assert.Equal(("secret", "1"), (shelf.Note, shelf.Keepers[0].Phone));
    }

    [Fact]
    public async Task A_field_of_its_own_scope_is_refused_in_requests()
    {
        var shelf = await library.ShelfAsync(_hub, with => with.Note = "secret");
        var client = library.Library(_hub, without: "shelves.sensitive");

        Shelf[] changes = [new() { Name = shelf.Name, Note = "mine" },
            new() { Name = shelf.Name, Keepers = { new Shelf.Types.Keeper { DisplayName = "K", Phone = "1" } } }];
        foreach (var change in changes)
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
                await client.UpdateShelfAsync(new() { Shelf = change }));
        }

        foreach (var mask in new[] { "note", "*", "keepers", "display_name,note" })
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
                await client.UpdateShelfAsync(
                new()
                {
                    Shelf = new() { Name = shelf.Name, DisplayName = "x" },
                    UpdateMask =
                    new() { Paths = { mask.Split(',') } }
                }));
        }

        Assert.Equal(shelf, await library.Library(_hub).GetShelfAsync(new() { Name = shelf.Name }));
    }

    [Theory]
    [InlineData("note = \"secret\"", "")]
    [InlineData("display_name:* AND (colour = RED OR NOT note:s*)", "")]
    [InlineData("", "note desc")]
    public async Task A_field_of_its_own_scope_cannot_be_guessed_by_listing(string filter, string order)
    {
        var client = library.Library(_hub, without: "shelves.sensitive");
        var request = new ListShelvesRequest { Parent = $"hubs/{_hub}", Filter = filter, OrderBy = order };

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await client.ListShelvesAsync(request));

        Assert.Empty((await library.Library(_hub).ListShelvesAsync(request)).Shelves);
    }

    [Theory]
    [MemberData(nameof(BadTokens.All), MemberType = typeof(BadTokens))]
    public async Task A_bad_token_opens_nothing(BadToken how)
    {
        var client = new LibraryServiceClient(library.Service.Channel(
            TestIssuer.SignBad(how, LibraryFixture.Token(_hub))));
        using var http = library.Service.Http(TestIssuer.SignBad(how, LibraryFixture.Token(_hub)));

        await Refused.WithAsync(StatusCode.Unauthenticated, ErrorReason.TokenInvalid, async () =>
            await client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" }));
        using var response = await http.GetAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Contains("TOKEN_INVALID", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_not_told_to_strangers()
    {
        using var http = library.Service.Http((string?)null);

        using var response = await http.GetAsync("/v1/nothing");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    static async Task ImportAsync(LibraryServiceClient client, params string[] parents)
    {
        using var call = client.ImportBooks();
        await call.RequestStream.SendAsync(
            parents.Select(parent => new ImportBooksRequest { Parent = parent, Titles = { "t" } }));
        await call.ResponseAsync;
    }
}

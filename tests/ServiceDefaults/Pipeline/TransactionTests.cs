using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Library.V1;
using Mastery.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class TransactionTests : IClassFixture<LibraryFixture>
{
    readonly LibraryFixture _library;
    readonly string _hub = LibraryFixture.NewHub();
    readonly LibraryServiceClient _client;

    public TransactionTests(LibraryFixture library)
    {
        _library = library;
        _client = library.Library(_hub);
    }

    [Fact]
    public async Task Validate_only_answers_and_keeps_nothing()
    {
        var request = Creation("A");
        request.ValidateOnly = true;

        var answer = await _client.CreateShelfAsync(request);

        Assert.Equal("A", answer.DisplayName);
        Assert.Empty((await ListAsync()).Shelves);
        Assert.Equal((0, 0, 0), (await CountAsync("change"), await CountAsync("revision"),
            await CountAsync("request")));
        request.ValidateOnly = false;
        Assert.NotEqual(answer.Name, (await _client.CreateShelfAsync(request)).Name);
    }

    [Fact]
    public async Task A_stale_etag_is_a_conflict_and_the_present_one_is_not()
    {
        var shelf = await _library.ShelfAsync(_hub);
        var updated = await _client.UpdateShelfAsync(new()
        {
            Shelf =
            new() { Name = shelf.Name, Capacity = 1, Etag = shelf.Etag }
        });

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict,
            async () => await _client.UpdateShelfAsync(new()
            {
                Shelf =
                new() { Name = shelf.Name, Capacity = 2, Etag = shelf.Etag }
            }));
        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict,
            async () => await _client.DeleteShelfAsync(new() { Name = shelf.Name, Etag = shelf.Etag }));

        Assert.Equal(updated, await _client.GetShelfAsync(new() { Name = shelf.Name }));
        await _client.DeleteShelfAsync(new() { Name = shelf.Name, Etag = updated.Etag });
    }

    [Fact]
    public async Task Of_writes_that_meet_each_is_done_or_told_so_and_none_is_lost()
    {
        var shelf = await _library.ShelfAsync(_hub);

        var codes = await Task.WhenAll(Enumerable.Range(1, 40).Select(async capacity =>
        {
            try
            {
                await _client.UpdateShelfAsync(new()
                {
                    Shelf =
                    new() { Name = shelf.Name, Capacity = capacity, Etag = shelf.Etag }
                });
                return StatusCode.OK;
            }
            catch (RpcException exception)
            {
                return exception.StatusCode;
            }
        }));

        Assert.Single(codes, StatusCode.OK);
        Assert.Equal(39, codes.Count(code => code == StatusCode.Aborted));
    }

    [Fact]
    public async Task A_parent_with_children_stays()
    {
        var shelf = await _library.ShelfAsync(_hub);
        await _client.CreateBookAsync(new() { Parent = shelf.Name, Book = new() { Title = "B" } });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren, async () =>
            await _client.DeleteShelfAsync(new() { Name = shelf.Name }));
    }

    [Fact]
    public async Task A_child_needs_its_parent_and_what_it_refers_to()
    {
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, async () =>
            await _client.CreateBookAsync(
            new() { Parent = $"hubs/{_hub}/shelves/{Guid.NewGuid()}", Book = new() { Title = "B" } }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => _library.ShelfAsync(_hub, with => with.Theme = "themes/nothing"));
    }

    [Fact]
    public async Task A_state_that_does_not_allow_it_says_which_would()
    {
        var shelf = await _library.ShelfAsync(_hub);
        await _client.CloseShelfAsync(new() { Name = shelf.Name });

        var status = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, async () =>
            await _client.CloseShelfAsync(new() { Name = shelf.Name }));

        Assert.Equal((shelf.Name, "STATE"), (status.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations[0].Subject,
            status.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations[0].Type));
    }

    [Fact]
    public async Task A_method_that_says_it_does_not_write_cannot()
    {
        var shelf = await _library.ShelfAsync(_hub);
        _library.Service.Logs.Expect(entry => entry.Exception is InvalidOperationException);

        await Refused.WithAsync(StatusCode.Internal, ErrorReason.Internal, async () =>
            await _client.DeceiveAsync(new() { Name = shelf.Name }));

        Assert.Equal(shelf, await _client.GetShelfAsync(new() { Name = shelf.Name }));
    }

    async Task<int> CountAsync(string table) => (int)await _library.LookAsync<long>(_hub,
        $"SELECT count(*) FROM {table}");

    CreateShelfRequest Creation(string displayName) =>
        new()
        {
            Parent = $"hubs/{_hub}",
            Shelf = new() { DisplayName = displayName },
            RequestId = Guid.NewGuid()
            .ToString()
        };

    async Task<ListShelvesResponse> ListAsync() => await _client.ListShelvesAsync(new() { Parent = $"hubs/{_hub}" });
}

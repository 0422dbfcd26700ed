using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.ServiceDefaults.ReadCoalescer.Kind;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class ReadCoalescerTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    static readonly Kind Shelves = new("SELECT 1", "hub-a", "hub-a");

    readonly ReadCoalescer _reads = new();
    readonly ConcurrentQueue<int> _statements = [];
    readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Calls_that_come_one_after_another_send_a_statement_each()
    {
        _first.SetResult();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal([one, other], [(await FindAsync(one))?.Id, (await FindAsync(other))?.Id]);
        Assert.Equal([1, 1], _statements);
    }

    [Fact]
    public async Task Calls_that_come_while_a_statement_is_on_its_way_are_the_next_together()
    {
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();
        var first = FindAsync(ids[0]);
        await SentAsync();
        var later = ids[1..].Select(id => FindAsync(id)).ToArray();
        var again = FindAsync(ids[1]);
        var missing = FindAsync(Guid.Empty);
        _first.SetResult();

        Assert.Equal(ids, (await Task.WhenAll([first, .. later])).Select(row => row!.Id));
        Assert.Equal(ids[1], (await again)!.Id);
        Assert.Null(await missing);
        Assert.Equal([1, 21], _statements);
    }

    [Fact]
    public async Task A_call_waits_for_no_statement_of_another_kind()
    {
        var first = FindAsync(Guid.NewGuid());
        await SentAsync();

        foreach (var kind in new[]
        {
            Shelves with { Sql = "SELECT 2" }, Shelves with { Scope = "*" }, Shelves with { Hub = "hub-b" },
        })
        {
            Assert.NotNull(await _reads.FindAsync(kind, Guid.NewGuid(), row => row.Id, ReadAsync));
        }

        Assert.False(first.IsCompleted);
        _first.SetResult();
        await first;
    }

    [Fact]
    public async Task A_statement_is_shared_by_so_many_at_most()
    {
        var first = FindAsync(Guid.NewGuid());
        await SentAsync();
        var later = Enumerable.Range(0, (2 * ReadCoalescer.Most) + 1).Select(_ => FindAsync(Guid.NewGuid())).ToArray();
        _first.SetResult();

        Assert.All(await Task.WhenAll(later), Assert.NotNull);
        await first;
        Assert.Equal([1, ReadCoalescer.Most, ReadCoalescer.Most, 1], _statements);
    }

    [Fact]
    public async Task A_statement_that_fails_fails_the_call_that_sent_it_and_the_others_send_their_own()
    {
        var first = FindAsync(Guid.NewGuid());
        await SentAsync();
        var cancelled = _reads.FindAsync(Shelves, Guid.NewGuid(), row => row.Id, CancelAsync);
        var later = Enumerable.Range(0, 3).Select(_ => FindAsync(Guid.NewGuid())).ToArray();
        _first.SetResult();

        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        Assert.All(await Task.WhenAll([first, .. later]), Assert.NotNull);
        Assert.Equal([1, 1, 1, 1], _statements);
        Assert.NotNull(await FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Every_call_is_answered_however_many_fail()
    {
        _first.SetResult();
        var calls = Enumerable.Range(0, 5_000).Select(number => Task.Run(async () => number % 10 == 0
            ? await Record.ExceptionAsync(() => _reads.FindAsync(Shelves, Guid.Empty, row => row.Id, CancelAsync))
            : (object?)await FindAsync(Guid.NewGuid())));

        Assert.All((await Task.WhenAll(calls)).Index(), call => Assert.True(
            call.Item is Row || call is { Index: var number, Item: null or OperationCanceledException }
                && number % 10 == 0));
        _statements.Clear();
        Assert.NotNull(await FindAsync(Guid.NewGuid()));
        Assert.Equal([1], _statements);
    }

    [Fact]
    public async Task Calls_at_once_find_what_each_would_find_alone()
    {
        var hubs = new[] { LibraryFixture.NewHub(), LibraryFixture.NewHub() };
        List<(string Hub, string Name)> shelves = [];
        foreach (var hub in hubs.Concat(hubs).Concat(hubs))
        {
            shelves.Add((hub, (await library.ShelfAsync(hub)).Name));
        }

        await Task.WhenAll(Enumerable.Range(0, 40).SelectMany(_ => hubs.SelectMany(hub => shelves.Select(
            shelf => RequireAsync(hub, shelf.Name, found: shelf.Hub == hub)))));
    }

    async Task RequireAsync(string hub, string name, bool found)
    {
        async Task<Library.V1.Shelf> Read() => await library.Library(hub).GetShelfAsync(new() { Name = name });
        if (found)
        {
            Assert.Equal(name, (await Read()).Name);
        }
        else
        {
            await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, Read);
        }
    }

    Task<Row?> FindAsync(Guid id) => _reads.FindAsync(Shelves, id, row => row.Id, ReadAsync);

    async Task SentAsync()
    {
        while (_statements.IsEmpty)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Every row is there but one; only the first statement of the kind waits.</summary>
    async Task<IReadOnlyList<Row>> ReadAsync(Guid[] ids)
    {
        _statements.Enqueue(ids.Length);
        if (_statements.Count == 1)
        {
            await _first.Task;
        }

        return [.. ids.Where(id => id != Guid.Empty).Distinct().Select(id => new Row(id))];
    }

    static Task<IReadOnlyList<Row>> CancelAsync(Guid[] ids) => throw new OperationCanceledException();

    sealed record Row(Guid Id);
}

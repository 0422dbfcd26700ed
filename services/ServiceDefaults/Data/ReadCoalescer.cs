namespace Mastery.ServiceDefaults;

/// <summary>Reads the rows of several calls by one statement (request coalescing). A call that comes while none of its
/// kind is on its way sends its statement at once; those that come meanwhile wait for that one, and are the next
/// together.</summary>
/// <remarks>Calls share a statement only where they see the same rows, see <see cref="Kind"/>; each was let in on its
/// own before. When a statement fails, each of its calls but the one that sent it sends its own.</remarks>
public sealed class ReadCoalescer
{
    /// <summary>How many calls share a statement.</summary>
    internal const int Most = 64;

    readonly Lock _lock = new();

    // Those who wait for the statement that is on its way, by its kind: a list of Waiter<T>, null before the first.
    readonly Dictionary<Kind, object?> _underWay = [];

    /// <summary>The row with an id, or null.</summary>
    /// <param name="kind">What is read.</param>
    /// <param name="id">The row's id.</param>
    /// <param name="idOf">The id of a row.</param>
    /// <param name="read">Reads the rows with these ids, those that there are, for this call.</param>
    internal async Task<T?> FindAsync<T>(
        Kind kind, Guid id, Func<T, Guid> idOf, Func<Guid[], Task<IReadOnlyList<T>>> read) where T : class
    {
        if (Enqueue<T>(kind, id) is { } waiter)
        {
            var turn = await waiter.Task;
            if (!turn.Leads)
            {
                return turn.Failed ? (await read([id])).SingleOrDefault() : turn.Row;
            }
        }

        await BehindQueuedWorkAsync();
        var others = Take<T>(kind);
        var rows = await ReadAsync(kind, id, idOf, read, others);
        others.ForEach(other => other.SetResult(new(Row: rows.GetValueOrDefault(other.Id))));
        return rows.GetValueOrDefault(id);
    }

    /// <summary>Goes on once the work that the thread pool has queued already was begun: calls that have arrived
    /// together wait for the statement by then, and share it. Where nothing is queued that is at once.</summary>
    static Task BehindQueuedWorkAsync()
    {
        var behind = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static behind => behind.SetResult(), behind, preferLocal: false);
        return behind.Task;
    }

    async Task<Dictionary<Guid, T>> ReadAsync<T>(
        Kind kind, Guid id, Func<T, Guid> idOf, Func<Guid[], Task<IReadOnlyList<T>>> read, List<Waiter<T>> others)
        where T : class
    {
        try
        {
            return (await read([id, .. others.Select(other => other.Id)])).ToDictionary(idOf);
        }
        catch
        {
            others.ForEach(other => other.SetResult(new(Failed: true)));
            throw;
        }
        finally
        {
            Next<T>(kind);
        }
    }

    /// <summary>Waits where a statement of the kind is on its way.</summary>
    /// <returns>Null where there was none: the call sends its own.</returns>
    Waiter<T>? Enqueue<T>(Kind kind, Guid id)
    {
        lock (_lock)
        {
            if (!_underWay.TryGetValue(kind, out var waiting))
            {
                _underWay.Add(kind, null);
                return null;
            }

            var waiter = new Waiter<T>(id);
            if (waiting is List<Waiter<T>> list)
            {
                list.Add(waiter);
            }
            else
            {
                _underWay[kind] = new List<Waiter<T>> { waiter };
            }

            return waiter;
        }
    }

    /// <summary>Those who wait, to share the statement that is sent now.</summary>
    List<Waiter<T>> Take<T>(Kind kind)
    {
        lock (_lock)
        {
            if (_underWay[kind] is not List<Waiter<T>> waiting)
            {
                return [];
            }

            _underWay[kind] = waiting.Count < Most ? null : waiting[(Most - 1)..];
            return waiting.Count < Most ? waiting : waiting[..(Most - 1)];
        }
    }

    /// <summary>Lets the first of those who wait send the next statement.</summary>
    void Next<T>(Kind kind)
    {
        Waiter<T> next;
        lock (_lock)
        {
            if (_underWay[kind] is not List<Waiter<T>> { Count: > 0 } waiting)
            {
                _underWay.Remove(kind);
                return;
            }

            next = waiting[0];
            waiting.RemoveAt(0);
        }

        next.SetResult(new(Leads: true));
    }

    /// <summary>What is read.</summary>
    /// <param name="Sql">The query, which says the type of its rows too.</param>
    /// <param name="Scope">The hubs that the statement may see.</param>
    /// <param name="Hub">The hub whose rows it asks for.</param>
    internal readonly record struct Kind(string Sql, string Scope, string Hub);

    /// <summary>What comes of waiting: the row, or that the statement for it failed, or that this call sends the
    /// next.</summary>
    readonly record struct Turn<T>(T? Row = default, bool Failed = false, bool Leads = false);

    sealed class Waiter<T>(Guid id) : TaskCompletionSource<Turn<T>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Guid Id => id;
    }
}

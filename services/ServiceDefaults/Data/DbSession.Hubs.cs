using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    string? _otherHub;

    /// <summary>The hub in which statements run now.</summary>
    string Hub => _otherHub ?? call.Hub;

    /// <summary>Does a part of a write in another hub than the call's, in the same transaction: what two hubs have to
    /// agree on happens in both or in neither. What it changes is logged by that hub.</summary>
    /// <remarks>Row-level security is forced, so it binds functions with their owner's rights too: the transaction's
    /// hub has to change, and changes back. The caller has to know from its own hub's rows that it may.</remarks>
    /// <param name="hub">The id of one hub.</param>
    /// <param name="work">The part, through this session.</param>
    public async Task<T> InHubAsync<T>(string hub, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (hub is null or "" or "-" or "*" or ResourceName.National || IsBound)
        {
            throw new InvalidOperationException("A part of a write is of one hub, and of a caller who is of one.");
        }

        return await WithinAsync(hub, work);
    }

    /// <summary>Does a part of a write in one of the hubs that the caller's token is for, in the same transaction: for
    /// methods that span hubs. What the token is bound to stays.</summary>
    /// <inheritdoc cref="InHubAsync{T}"/>
    public Task<T> InOwnHubAsync<T>(string hub, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return hub is not (null or "" or "-" or "*" or ResourceName.National) && call.Caller.MayEnter(hub)
            ? WithinAsync(hub, work)
            : throw new InvalidOperationException("A part of a write is of one hub, and of one that its token is for.");
    }

    async Task<T> WithinAsync<T>(string hub, Func<Task<T>> work)
    {
        await BeginAsync();
        var outer = _otherHub;
        await EnterAsync(hub);
        var result = await work();
        await EnterAsync(outer ?? call.Hub);
        return result;
    }

    /// <inheritdoc cref="InHubAsync{T}"/>
    public Task InHubAsync(string hub, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return InHubAsync(hub, async () =>
        {
            await work();
            return true;
        });
    }

    /// <summary>Sets the hub of the statements that follow. After an exception it stays: the transaction is rolled back
    /// then.</summary>
    async Task EnterAsync(string hub)
    {
        _otherHub = hub == call.Hub ? null : hub;
        await SendAsync([HubCommand(hub)]);
    }

    /// <summary>The statements that log the changes, each hub's under its own counter. The counters are locked in the
    /// order of the hubs' ids, so that no two transactions wait for each other.</summary>
    IEnumerable<NpgsqlBatchCommand> LogCommands(bool pending, string? trace)
    {
        var hubs = _changes.Select(change => change.Hub).Append(call.Hub).Distinct().Order(StringComparer.Ordinal);
        var switches = _changes.Exists(change => change.Hub != call.Hub);
        foreach (var hub in hubs)
        {
            if (switches)
            {
                yield return HubCommand(hub);
            }

            foreach (var command in ChangeLog.Commands(call, hub, [.. _changes.Where(change => change.Hub == hub)],
                pending && hub == call.Hub, trace))
            {
                yield return command;
            }
        }

        if (switches)
        {
            yield return HubCommand(call.Hub);
        }
    }

    /// <summary>Sets the hub for the rest of the transaction.</summary>
    internal static NpgsqlBatchCommand HubCommand(string hub) =>
        new("SELECT set_config('mastery.hub', $1, true)") { Parameters = { new() { Value = hub } } };
}

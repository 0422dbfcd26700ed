using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>The unit of work of what no call starts, and of what a call has to do in another hub than its own: a scope,
/// one transaction, the hub's change log. Work over several hubs is several of these, each atomic by itself.</summary>
public sealed class HubUnitOfWork(IServiceScopeFactory scopes)
{
    static readonly AsyncLocal<IServiceProvider?> Ambient = new();

    /// <summary>The services of the unit of work at hand; null outside of one.</summary>
    internal static IServiceProvider? Current => Ambient.Value;

    /// <summary>Runs <paramref name="work"/> and commits what it wrote; an exception rolls it back.</summary>
    /// <typeparam name="TService">What does the work: a store, or <see cref="DbSession"/> itself.</typeparam>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="hub">The id of one hub, or <see cref="ResourceName.National"/>.</param>
    /// <param name="actor">Who is named in the change log.</param>
    /// <param name="work">The work, with its service from a scope of its own.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="ArgumentException"><paramref name="hub"/> is not one hub, or there is no actor.</exception>
    public async Task<TResult> RunAsync<TService, TResult>(string hub, string actor, Func<TService, Task<TResult>> work,
        CancellationToken cancellation = default)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentException.ThrowIfNullOrEmpty(actor);
        if (hub is null or "" or "-" or "*")
        {
            throw new ArgumentException("A unit of work is of one hub: name it.", nameof(hub));
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Enter(hub, actor, cancellation);
        // Ends with this method: what a method of this kind sets, its caller does not see.
        Ambient.Value = scope.ServiceProvider;
        await using var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        db.AllowWrites();
        var result = await work(scope.ServiceProvider.GetRequiredService<TService>());
        await db.CommitAsync();
        return result;
    }

    /// <summary>The same for a part of a call that spans hubs: in the caller's name, for what the token is bound to.
    /// </summary>
    /// <typeparam name="TService">What does the work.</typeparam>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="hub">The id of one hub of the token.</param>
    /// <param name="caller">The call.</param>
    /// <param name="work">The work, with its service from a scope of its own.</param>
    /// <exception cref="ArgumentException">The token is not for <paramref name="hub"/>.</exception>
    public async Task<TResult> RunForAsync<TService, TResult>(
        string hub, CallScope caller, Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(work);
        if (hub is null or "" or "-" or "*" or ResourceName.National || !caller.Caller.MayEnter(hub))
        {
            throw new ArgumentException(
                "A part of a call is of one hub, and of one that its token is for.", nameof(hub));
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Enter(hub, caller);
        await using var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        db.AllowWrites();
        var result = await work(scope.ServiceProvider.GetRequiredService<TService>());
        await db.CommitAsync();
        return result;
    }

    /// <summary>Reads over the hubs of a caller's token, for a call that spans hubs and writes: the statements say
    /// which of them.</summary>
    /// <typeparam name="TService">What reads.</typeparam>
    /// <typeparam name="TResult">What it reads.</typeparam>
    /// <param name="caller">The call.</param>
    /// <param name="read">The reading, with its service from a scope of its own.</param>
    public async Task<TResult> ReadForAsync<TService, TResult>(CallScope caller, Func<TService, Task<TResult>> read)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(read);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Enter(caller.HubsOfToken, caller);
        await using var db = scope.ServiceProvider.GetRequiredService<DbSession>();
        return await read(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="RunAsync{TService, TResult}"/>
    public Task RunAsync<TService>(string hub, string actor, Func<TService, Task> work,
        CancellationToken cancellation = default)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync<TService, bool>(hub, actor, async service =>
        {
            await work(service);
            return true;
        }, cancellation);
    }
}

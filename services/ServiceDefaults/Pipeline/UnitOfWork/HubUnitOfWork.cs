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

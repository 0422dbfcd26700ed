using Mastery.ServiceDefaults;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Mastery.DevelopmentPlans;

/// <summary>Which departments a school or a trust has in a hub, as Participants last said. It is used only while
/// Participants cannot be reached.</summary>
public sealed class RememberedDepartments(IOptions<SharingOptions> options) : IDisposable
{
    const int Most = 10_000;

    readonly MemoryCache _last = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Keeps the last answer, in place of any before.</summary>
    public void Keep(CallScope scope, IReadOnlyList<string> departments)
    {
        if (options.Value.RememberDepartments > TimeSpan.Zero)
        {
            _last.Set(Key(scope), departments, new MemoryCacheEntryOptions
            {
                AbsoluteExpirationRelativeToNow = options.Value.RememberDepartments,
                Size = 1,
            });
        }
    }

    /// <summary>The last answer, for a caller who could ask for it; null where there is none, or it is too
    /// old.</summary>
    public IReadOnlyList<string>? Find(CallScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Scopes.Contains("participants.read") && scope.Hub != "*"
            ? _last.Get<IReadOnlyList<string>>(Key(scope))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _last.Dispose();

    static (string Bound, string Hub) Key(CallScope scope) => (scope.Bound!, scope.Hub);
}

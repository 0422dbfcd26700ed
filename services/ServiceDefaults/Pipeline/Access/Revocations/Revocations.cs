using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Mastery.ServiceDefaults;

/// <summary>Which tokens of the suite's own issuer are void before they expire, because their client was revoked, may
/// do less by now, or has ended its other secrets, or because the person's grant, which is its tokens' client, was
/// revoked or ends earlier. A token carries the generation of its client's rights, which rises with each such change:
/// unlike times, generations tell a token of before from one of after within the same second,
/// whatever the clocks say.</summary>
sealed class Revocations
{
    readonly ConcurrentDictionary<TokenWatch, Caller> _watches = [];

    FrozenDictionary<string, long> _generations = FrozenDictionary<string, long>.Empty;

    /// <summary>Whether the caller's token is void.</summary>
    public bool Cover(Caller caller) =>
        Volatile.Read(ref _generations).TryGetValue(caller.Client, out var oldest) && caller.Generation < oldest;

    /// <summary>Takes what is known by now in place of what was known before.</summary>
    public void Replace(IReadOnlyDictionary<string, long> generations)
    {
        Volatile.Write(ref _generations, generations.ToFrozenDictionary(StringComparer.Ordinal));
        foreach (var (watch, caller) in _watches)
        {
            EndIfVoid(watch, caller);
        }
    }

    /// <summary>Watches the caller's token for as long as a stream is open, which may be longer than the token is
    /// valid.</summary>
    public TokenWatch Watch(Caller caller)
    {
        var watch = new TokenWatch(ended => _watches.TryRemove(ended, out _));
        _watches[watch] = caller;
        // What became void since the call was let in.
        EndIfVoid(watch, caller);
        return watch;
    }

    void EndIfVoid(TokenWatch watch, Caller caller)
    {
        if (Cover(caller))
        {
            watch.End();
        }
    }
}

/// <summary>The token was valid when it was given and is void by now.</summary>
sealed class TokenVoidException() : Exception("The token is void.");

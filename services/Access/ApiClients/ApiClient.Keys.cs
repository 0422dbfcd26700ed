using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

public sealed partial record ApiClient
{
    const int MostKeys = 2;

    /// <summary>Its public keys, two at most, the newest first.</summary>
    public IReadOnlyList<ClientKey> PublicKeys { get; init; } = [];

    /// <summary>The client with a new key; one of those before stays valid beside it, and secrets do, unless they
    /// end.</summary>
    public ApiClient AddKey(V1.AddApiClientKeyRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireActive();
        var (id, jwk) = Access.PublicKeys.Read(request.PublicKey);
        var (end, others) = (request.ExpireTime?.ToDateTimeOffset(), request.ExpireOthers);
        if (end <= now)
        {
            throw ApiError.Invalid("expire_time", "must be in the future");
        }

        var live = PublicKeys.Where(key => key.IsLive(now)).ToList();
        return live.Exists(key => key.KeyId == id)
            ? throw ApiError.AlreadyExists(Type, Name, $"'{Name}' has this key: remove it first to change its end.")
            : this with
            {
                PublicKeys =
                [
                    new()
                    {
                        KeyId = id,
                        Jwk = jwk,
                        CreateTime = Stored(now),
                        ExpireTime = end is { } time ? Stored(time) : null,
                    },
                    .. live.Take(others ? 0 : MostKeys - 1),
                ],
                SecretHashes = others ? [] : SecretHashes,
                Generation = Generation + (others ? 1 : 0),
            };
    }

    /// <summary>The client without a key, whose tokens are void.</summary>
    public ApiClient RemoveKey(string id)
    {
        var rest = RequireActive().PublicKeys.Where(key => key.KeyId != id).ToList();
        return rest.Count == PublicKeys.Count
            ? throw ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", Name,
                $"key_id: '{Name}' has no such key.")
            : rest.Count + SecretHashes.Length == 0
            ? throw ApiError.Precondition(ErrorReason.Incomplete, "CREDENTIAL", Name,
                $"'{Name}' has no other way to sign in: add another key or rotate the secret first, or revoke it.")
            : this with { PublicKeys = rest, Generation = Generation + 1 };
    }

    /// <summary>When tokens end that are given for a key; null for no sooner than others.</summary>
    public DateTime? EndWith(ClientKey? key) => key?.ExpireTime is { } end && !(ExpireTime <= end) ? end : ExpireTime;
}

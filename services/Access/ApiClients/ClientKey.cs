using Google.Protobuf.WellKnownTypes;

namespace Mastery.Access;

/// <summary>A public key of a client, which signs in with the private one.</summary>
public sealed record ClientKey
{
    /// <summary>The thumbprint of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>The key as a JWK.</summary>
    public required string Jwk { get; init; }

    /// <summary>When it was added.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When it is accepted no more; null for never.</summary>
    public DateTime? ExpireTime { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public bool IsLive(DateTimeOffset now) => ExpireTime is not { } end || now < end;

    /// <summary>The key as callers see it.</summary>
    public V1.ApiClientKey ToProto() => new()
    {
        KeyId = KeyId,
        Jwk = Jwk,
        CreateTime = CreateTime.ToUniversalTime().ToTimestamp(),
        ExpireTime = ExpireTime?.ToUniversalTime().ToTimestamp(),
    };
}

using Xunit;

namespace Mastery.Testing;

/// <summary>Ways in which a token can be invalid although its claims are right; a service refuses each.</summary>
public enum BadToken
{
    /// <summary>No token at all.</summary>
    Missing,

    /// <summary>Expired.</summary>
    Expired,

    /// <summary>Not valid yet.</summary>
    NotYetValid,

    /// <summary>Of another audience.</summary>
    OtherAudience,

    /// <summary>Of an unknown issuer.</summary>
    OtherIssuer,

    /// <summary>Signed by a key that the issuer does not publish, under the id of one that it does.</summary>
    OtherKey,

    /// <summary>Not signed: <c>alg: none</c>.</summary>
    NotSigned,

    /// <summary>Signed by HMAC with the issuer's public key as the secret.</summary>
    SignedWithPublicKey,

    /// <summary>Without <c>typ</c>: it may be a token for another purpose, for example an identity token.</summary>
    NoType,

    /// <summary>Of another <c>typ</c> than an access token.</summary>
    OtherType,

    /// <summary>Its claims were changed after it was signed.</summary>
    Tampered,

    /// <summary>Not a token.</summary>
    Garbage,
}

/// <summary>The data of theories about bad tokens.</summary>
public static class BadTokens
{
    /// <summary>Every way in which a token can be invalid.</summary>
    public static TheoryData<BadToken> All => [.. Enum.GetValues<BadToken>()];
}

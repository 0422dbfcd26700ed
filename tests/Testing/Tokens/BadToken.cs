using Xunit;

namespace Mastery.Testing;

/// <summary>Ways in which a token can be wrong although all it claims is right; a service refuses each.</summary>
public enum BadToken
{
    /// <summary>No token at all.</summary>
    Missing,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>Meant for another system.</summary>
    OtherAudience,

    /// <summary>Given out by nobody we know.</summary>
    OtherIssuer,

    /// <summary>Signed by a key that the issuer does not publish, under the id of one that it does.</summary>
    OtherKey,

    /// <summary>Not signed, and saying so: <c>alg: none</c>.</summary>
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
    /// <summary>Every way in which a token can be wrong.</summary>
    public static TheoryData<BadToken> All => [.. Enum.GetValues<BadToken>()];
}

using Microsoft.AspNetCore.Identity;

namespace Mastery.Access.Tests.ApiClients;

/// <summary>How secrets are kept, and what is accepted of what was kept before.</summary>
public sealed class SecretHashTests
{
    [Fact]
    public void A_secret_matches_its_own_hash_and_no_other()
    {
        var (secret, other) = (ApiClient.NewSecret(), ApiClient.NewSecret());

        Assert.True(Secrets.Match([Secrets.Hash(other), Secrets.Hash(secret)], secret));
        Assert.False(Secrets.Match([Secrets.Hash(other)], secret));
        Assert.False(Secrets.Match([], secret));
        Assert.False(Secrets.Match(null, secret));
        Assert.DoesNotContain(secret, Secrets.Hash(secret), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_has_256_random_bits_for_a_fast_hash_is_right_for_no_less() =>
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(ApiClient.NewSecret()).Length);

    [Fact]
    public void A_secret_that_was_kept_as_PBKDF2_is_still_accepted()
    {
        var secret = ApiClient.NewSecret();
        var kept = new PasswordHasher<object>().HashPassword(null!, secret);

        Assert.True(Secrets.Match([kept], secret));
        Assert.False(Secrets.Match([kept], ApiClient.NewSecret()));
    }
}

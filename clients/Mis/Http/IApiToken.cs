namespace Mastery.Mis.Http;

/// <summary>What requests to an API are signed with.</summary>
interface IApiToken
{
    /// <summary>The bearer token.</summary>
    ValueTask<string> GetAsync(CancellationToken cancellation);

    /// <summary>Drops a token that was refused.</summary>
    /// <returns>Whether another one can be had.</returns>
    bool Forget();
}

/// <summary>A token that the school or vendor gave once.</summary>
sealed class FixedToken(string token) : IApiToken
{
    public ValueTask<string> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(token);

    public bool Forget() => false;
}

namespace Mastery.ServiceDefaults;

/// <summary>Where a service learns which tokens of the suite's own issuer are void before they expire.</summary>
public interface IRevocationSource
{
    /// <summary>The API clients and grants whose earlier tokens are void, each with the oldest generation that is not.
    /// One is left out once all its void tokens have expired.</summary>
    Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation);
}

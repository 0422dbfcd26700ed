using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;

namespace Mastery.ServiceDefaults;

/// <summary>Fetches the documents of one issuer, each once at a time. Whoever asks within the next seconds gets what
/// came of it, a failure too: an issuer that is down is asked seldom, and nobody waits for it twice.</summary>
sealed partial class IssuerDocuments(IDocumentRetriever http, TimeProvider time, ILogger log) : IDocumentRetriever
{
    static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(2);
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    readonly Dictionary<string, Fetch> _fetches = [];
    readonly Lock _gate = new();

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (!_fetches.TryGetValue(address, out var fetch) || fetch.IsOver(time.GetUtcNow()))
            {
                fetch = _fetches[address] = new(FetchAsync(address), time.GetUtcNow());
            }

            return fetch.Document.WaitAsync(cancel);
        }
    }

    async Task<string> FetchAsync(string address)
    {
        // Not in the caller's lock.
        await Task.Yield();
        try
        {
            return await http.GetDocumentAsync(address, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogFailure(address, exception.InnerException?.Message ?? exception.Message);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Address} cannot be fetched, keys known from it are kept: {Why}")]
    partial void LogFailure(string address, string why);

    sealed record Fetch(Task<string> Document, DateTimeOffset StartTime)
    {
        public bool IsOver(DateTimeOffset now) => Document.IsCompleted
            && now - StartTime > (Document.IsCompletedSuccessfully ? BetweenFetches : AfterFailure);
    }
}

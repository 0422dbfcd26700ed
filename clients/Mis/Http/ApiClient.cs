using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Mastery.Mis.Http;

/// <summary>Asks an API for pages of JSON, again after failures that pass. Nothing is logged, and a message never has
/// what an answer says. Redirections are not followed: they would take the token along.</summary>
sealed class ApiClient : IDisposable
{
    const int LargestPage = 64 << 20;

    readonly HttpClient _http;
    readonly IApiToken _token;
    readonly ResiliencePipeline<HttpResponseMessage> _resilience;

    /// <summary>Makes one.</summary>
    /// <param name="token">Gives what each request is signed with.</param>
    /// <param name="limits">How long and how often it asks.</param>
    /// <param name="handler">Sends the requests; not disposed. Null for the usual one.</param>
    public ApiClient(Func<ApiClient, IApiToken> token, ApiLimits limits, HttpMessageHandler? handler)
    {
        _http = new(handler ?? Sender(), disposeHandler: handler is null);
        (_http.Timeout, _http.MaxResponseContentBufferSize) = (System.Threading.Timeout.InfiniteTimeSpan, LargestPage);
        _resilience = Pipeline(limits);
        _token = token(this);
    }

    /// <summary>Asks for something.</summary>
    /// <exception cref="StaffSourceException">It could not be had, also when asked again, or is not JSON.</exception>
    public async Task<ApiAnswer<T>> GetAsync<T>(Uri address, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var response = await SendSignedAsync(ApiAddress.Secure(address), cancellation);
        var value = response.IsSuccessStatusCode ? await ReadAsync(response, address, type, cancellation) : null;
        var headers = response.Headers;
        return new(address, response.StatusCode, value)
        {
            Date = headers.Date,
            Next = headers.TryGetValues("Link", out var links) ? ApiAnswer<T>.NextOf(links) : null,
            Total = headers.TryGetValues("X-Total-Count", out var totals)
                && int.TryParse(totals.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
                ? total : null,
        };
    }

    /// <summary>Sends a request, again after failures that pass.</summary>
    /// <param name="request">Makes it, anew for each time.</param>
    /// <param name="host">Whom to name where it fails.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, string host, CancellationToken cancellation)
    {
        try
        {
            var response = await _resilience.ExecuteAsync(
                async token => await _http.SendAsync(request(), token), cancellation);
            return Passes(response) ? throw GivenUp(host, response) : response;
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or IOException)
        {
            var why = exception is TimeoutRejectedException ? "does not answer in time"
                : exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
                ? $"gives a page of more than {LargestPage >> 20} MB" : "cannot be reached";
            throw new StaffSourceException($"{host} {why}. Nothing was concluded from what it gave until then.",
                exception);
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="StaffSourceException">It is not JSON of that form.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpResponseMessage response, Uri address, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellation) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            // The message of the parser may have a value: only the place in the answer is told.
            var place = exception.Path is { Length: > 0 } path ? $" at {path}" : "";
            throw new StaffSourceException($"What {address.Host} gives for {address.AbsolutePath} is not what its "
                + $"documentation says{place}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        (_token as IDisposable)?.Dispose();
    }

    async Task<HttpResponseMessage> SendSignedAsync(Uri address, CancellationToken cancellation)
    {
        var response = await SendAsync(await Request(), address.Host, cancellation);
        if (response.StatusCode == HttpStatusCode.Unauthorized && _token.Forget())
        {
            response.Dispose();
            response = await SendAsync(await Request(), address.Host, cancellation);
        }

        return response;

        async Task<Func<HttpRequestMessage>> Request()
        {
            var token = await _token.GetAsync(cancellation);
            return () => new(HttpMethod.Get, address)
            {
                Headers = { Authorization = new("Bearer", token), Accept = { new("application/json") } },
            };
        }
    }

    static SocketsHttpHandler Sender() => new()
    {
        AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All,
    };

    static ResiliencePipeline<HttpResponseMessage> Pipeline(ApiLimits limits) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
                {
                    { Exception: TimeoutRejectedException or IOException } => true,
                    { Exception: HttpRequestException failure } =>
                        failure.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded,
                    { Result: { } response } => Passes(response)
                        && (WaitOf(response) ?? TimeSpan.Zero) <= limits.LongestDelay,
                    _ => false,
                }),
                DelayGenerator = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is { } response ? WaitOf(response) : null),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
                MaxRetryAttempts = limits.Retries,
                Delay = limits.Delay,
                MaxDelay = limits.LongestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddTimeout(limits.Timeout)
            .Build();

    /// <summary>Whether an answer is a failure that passes.</summary>
    static bool Passes(HttpResponseMessage response) => (int)response.StatusCode is 429 or 408 or >= 500;

    /// <summary>How long an answer asks to wait; null where it does not say.</summary>
    static TimeSpan? WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (response.Headers.Date ?? DateTimeOffset.UtcNow) is var wait
            && wait > TimeSpan.Zero
            ? wait : TimeSpan.Zero,
        _ => null,
    };

    static StaffSourceException GivenUp(string host, HttpResponseMessage response)
    {
        using (response)
        {
            var asked = WaitOf(response);
            var wait = asked is { TotalSeconds: > 0 and var seconds } ? $" and asks to wait {seconds:0} s" : "";
            return new($"{host} answers {(int)response.StatusCode}{wait}, also when asked again: try later. Nothing "
                + "was concluded from what it gave until then.")
            {
                Status = response.StatusCode,
                RetryAfter = asked,
            };
        }
    }
}

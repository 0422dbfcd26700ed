using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults;

/// <summary>What came of sending.</summary>
/// <param name="Failure">Why it failed; unspecified where it did not.</param>
/// <param name="Status">The HTTP status; 0 where no answer came.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone; null where it says nothing.</param>
sealed record WebhookOutcome(Failure Failure, int Status = 0, TimeSpan? RetryAfter = null)
{
    public bool Accepted => Failure == Failure.Unspecified;

    public bool Gone => Status == (int)HttpStatusCode.Gone;
}

/// <summary>Posts events to receivers, which callers choose: without redirects, cookies, proxies, traces, and without
/// reading what they answer.</summary>
sealed class WebhookSender : IDisposable
{
    const int DrainedBytes = 4096;
    const int HeaderKibibytes = 16;

    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    static readonly ProductInfoHeaderValue Agent = new("MasteryServices-Webhooks", "1");

    readonly HttpMessageInvoker _http;
    readonly WebhookSecrets _secrets;
    readonly WebhookOptions _options;

    public WebhookSender(IOptions<WebhookOptions> options, WebhookSecrets secrets, HostResolver resolve)
    {
        (_options, _secrets) = (options.Value, secrets);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            ActivityHeadersPropagator = null,
            ConnectTimeout = _options.Timeout,
            MaxResponseHeadersLength = HeaderKibibytes,
            MaxResponseDrainSize = DrainedBytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            // Names are resolved again, and their addresses judged.
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = async (context, cancellation) => await WebhookAddress.ConnectAsync(
                context.DnsEndPoint, resolve, _options, cancellation),
        });
    }

    /// <summary>Sends an event.</summary>
    public async Task<WebhookOutcome> SendAsync(
        WebhookRow webhook, string id, byte[] body, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var request = Request(webhook, id, body, time.GetUtcNow());
        try
        {
            using var answer = await _http.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode
                ? new(Failure.Unspecified, (int)answer.StatusCode)
                : new(Failure.Status, (int)answer.StatusCode, RetryAfter(answer, time));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(Failure.Timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(FailureOf(exception));
        }
    }

    public void Dispose() => _http.Dispose();

    HttpRequestMessage Request(WebhookRow webhook, string id, byte[] body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Uri)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
            Headers = { UserAgent = { Agent } },
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", _secrets.Sign(webhook, id, seconds, body, now.UtcDateTime));
        return request;
    }

    static Failure FailureOf(Exception? exception) => exception switch
    {
        null => Failure.Connection,
        AddressRefusedException => Failure.AddressRefused,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Failure.Tls,
        _ => FailureOf(exception.InnerException),
    };

    static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}

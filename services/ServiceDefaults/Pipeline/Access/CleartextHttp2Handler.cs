using System.Net;

namespace Mastery.ServiceDefaults;

/// <summary>Sends cleartext requests over HTTP/2, which is all that the suite's services speak, and over HTTP/1.1 where
/// that fails: issuers elsewhere may speak nothing else.</summary>
sealed class CleartextHttp2Handler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.Scheme != Uri.UriSchemeHttp)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        try
        {
            return await SendAsync(request, HttpVersion.Version20, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError != HttpRequestError.ConnectionError)
        {
            return await SendAsync(request, HttpVersion.Version11, cancellationToken);
        }
    }

    Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Version version, CancellationToken cancellationToken)
    {
        (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        return base.SendAsync(request, cancellationToken);
    }
}

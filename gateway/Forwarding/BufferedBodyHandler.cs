namespace Mastery.Gateway.Forwarding;

/// <summary>
/// Sends the body of a unary call from memory. YARP's own content can be read once, so that .NET could not send a call
/// again which a closing connection had refused.
/// </summary>
sealed class BufferedBodyHandler : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<ArraySegment<byte>> Body = new("body");

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content && request.Options.TryGetValue(Body, out var body))
        {
            request.Content = Copy(content, body);
        }

        return base.SendAsync(request, cancellationToken);
    }

    static ReadOnlyMemoryContent Copy(HttpContent content, ReadOnlyMemory<byte> body)
    {
        var copy = new ReadOnlyMemoryContent(body);
        foreach (var header in content.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        // That of the body as it was before it was decompressed.
        copy.Headers.ContentLength = body.Length;
        return copy;
    }
}

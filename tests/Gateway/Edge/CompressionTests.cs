using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using Mastery.Gateway.Tests.Hosting;

namespace Mastery.Gateway.Tests.Edge;

public sealed class CompressionTests(Running running)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_response_is_compressed_for_who_accepts_it(string encoding)
    {
        using var response = await GetAsync("/v1/hubs/x", encoding);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        await using var body = Decompressed(await response.Content.ReadAsStreamAsync(Cancellation), encoding);
        using var hub = await JsonDocument.ParseAsync(body, cancellationToken: Cancellation);
        Assert.Equal("hubs/x", hub.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_error_is_compressed_too()
    {
        using var response = await GetAsync("/v1/nothing", "gzip");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_gRPC_response_is_not_compressed_again()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/mastery.participants.v1.SchoolDirectoryService/GetHub")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
        };
        request.Headers.Add("Accept-Encoding", "gzip");

        using var response = await running.Gateway.Http2.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_compressed_body_reaches_the_service_decompressed(string encoding)
    {
        using var content = Compressed("""{"displayName": "X – é"}"""u8, encoding);

        using var response = await running.Gateway.Rest.PostAsync("/v1/hubs?hubId=x", content, Cancellation);

        Assert.Contains("X – é", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_form_reaches_access_decompressed()
    {
        using var content = Compressed("grant_type=client_credentials"u8, "gzip");
        content.Headers.ContentType = new("application/x-www-form-urlencoded");

        using var response = await running.Gateway.Rest.PostAsync("/oauth2/token", content, Cancellation);

        Assert.Equal("client_credentials", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/v1/hubs")]
    [InlineData("/oauth2/token")]
    public async Task Another_encoding_is_refused_with_those_that_are_known(string path)
    {
        using var content = Compressed("{}"u8, "identity");
        content.Headers.ContentEncoding.Add("zstd");

        using var response = await running.Gateway.Rest.PostAsync(path, content, Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.UnsupportedMediaType, StatusCode.InvalidArgument, "MALFORMED_REQUEST");
        Assert.Equal("br, deflate, gzip", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    public async Task A_body_that_is_small_only_while_compressed_is_refused(string encoding)
    {
        using var content = Compressed(new byte[64 * 1024 * 1024], encoding);

        using var response = await running.Gateway.Rest.PostAsync("/v1/hubs", content, Cancellation);

        await response.AssertRestErrorAsync(
            HttpStatusCode.RequestEntityTooLarge, StatusCode.ResourceExhausted, "REQUEST_TOO_LARGE");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    public async Task A_body_that_is_not_in_the_encoding_it_names_is_refused(string encoding)
    {
        using var content = Compressed("""{"displayName": "not compressed"}"""u8, "identity");
        content.Headers.ContentEncoding.Clear();
        content.Headers.ContentEncoding.Add(encoding);

        using var response = await running.Gateway.Rest.PostAsync("/v1/hubs", content, Cancellation);

        await response.AssertRestErrorAsync(HttpStatusCode.BadRequest, StatusCode.InvalidArgument, "MALFORMED_REQUEST");
    }

    async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        return await running.Gateway.Rest.SendAsync(request, Cancellation);
    }

    static ByteArrayContent Compressed(ReadOnlySpan<byte> body, string encoding)
    {
        using var whole = new MemoryStream();
        using (var compressor = Compressor(whole, encoding))
        {
            compressor.Write(body);
        }

        var content = new ByteArrayContent(whole.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    static Stream Compressor(MemoryStream whole, string encoding) => encoding switch
    {
        "br" => new BrotliStream(whole, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(whole, CompressionLevel.Fastest, leaveOpen: true),
        "gzip" => new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true),
        _ => new BufferedStream(whole),
    };

    static Stream Decompressed(Stream body, string encoding) => encoding == "br"
        ? new BrotliStream(body, CompressionMode.Decompress)
        : new GZipStream(body, CompressionMode.Decompress);
}

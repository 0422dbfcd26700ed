using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Mastery.Library.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class MalformedRequestTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const string Get = "/mastery.library.v1.LibraryService/GetShelf";
    const string Import = "/mastery.library.v1.LibraryService/ImportBooks";

    public static TheoryData<string, string> Frames => new()
    {
        { "no protobuf", "0000000003FFFFFF" },
        { "a field cut short", "00000000030A7F61" },
        { "text that is no UTF-8", "00000000040A02C328" },
        { "a frame cut short", "00000000FF0A" },
        { "a frame without length", "0000" },
        { "a compressed frame without saying so", "0100000002 0A00" },
        { "no frame", "" },
        { "two frames", "0000000002 0A00 0000000002 0A00" },
        { "a group that never ends", "0000000001 0B" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_message_that_cannot_be_read_is_the_callers_fault(string what, string frame)
    {
        var status = await PostAsync(Get, Bytes(frame));

        Assert.True(status.Code == (int)Grpc.Core.StatusCode.InvalidArgument, $"{what}: {status}");
        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Theory]
    [InlineData("0000000003FFFFFF")]
    [InlineData("00000000FF0A")]
    [InlineData("0100000002 0A00")]
    public async Task So_is_a_message_of_a_stream(string frame)
    {
        var first = new ImportBooksRequest
        {
            Parent = $"hubs/hub-a/shelves/{Guid.CreateVersion7()}",
            Titles =
            { "one" }
        };

        var status = await PostAsync(Import, [.. Frame(first), .. Bytes(frame)]);

        Assert.Equal((int)Grpc.Core.StatusCode.InvalidArgument, status.Code);
        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task An_empty_stream_says_nothing_to_go_on()
    {
        var status = await PostAsync(Import, []);

        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task Bad_gzip_is_the_callers_fault()
    {
        var status = await PostAsync(Get, Bytes("0100000004DEADBEEF"), "gzip");

        Assert.Equal((int)Grpc.Core.StatusCode.InvalidArgument, status.Code);
        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task A_compression_nobody_knows_is_the_callers_fault()
    {
        var status = await PostAsync(Get, Bytes("0100000004DEADBEEF"), "brotli-of-tomorrow");

        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Theory]
    [InlineData("/grpc.health.v1.Health/Check", "0000000003FFFFFF")]
    [InlineData("/grpc.health.v1.Health/Check", "")]
    [InlineData("/grpc.health.v1.Health/Watch", "0000000003FFFFFF")]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "0000000003FFFFFF")]
    [InlineData("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "00000000FF0A")]
    [InlineData("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "0000000003FFFFFF")]
    public async Task So_is_one_for_health_or_reflection(string path, string frame)
    {
        var status = await PostAsync(path, Bytes(frame), scopes: ["catalogue.read"]);

        Assert.Equal((int)Grpc.Core.StatusCode.InvalidArgument, status.Code);
        Assert.Equal("MALFORMED_REQUEST", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Theory]
    [InlineData("0S")]
    [InlineData("00000000n")]
    public async Task A_timeout_of_zero_is_over_already(string timeout)
    {
        var status = await PostAsync(Get, Frame(new GetShelfRequest { Name = "x" }), timeout: timeout);

        Assert.Equal((int)Grpc.Core.StatusCode.DeadlineExceeded, status.Code);
        Assert.Equal("DEADLINE_EXCEEDED", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Theory]
    [InlineData("/mastery.library.v1.LibraryService/Nothing")]
    [InlineData("/mastery.library.v1.LibraryService/GetShelf/")]
    [InlineData("/mastery.library.v1.LibraryService/getshelf")]
    [InlineData("/Mastery.Library.V1.LibraryService/GetShelf")]
    [InlineData("/grpc.health.v1.Health/Check/")]
    [InlineData("/grpc.health.v1.health/check")]
    [InlineData("/grpc.reflection.v1.ServerReflection/serverReflectionInfo")]
    [InlineData("/mastery.nothing.v1.NothingService/Get")]
    public async Task A_method_that_is_not_there_says_so(string path)
    {
        var status = await PostAsync(path, Frame(new GetShelfRequest { Name = "x" }));

        Assert.Equal((int)Grpc.Core.StatusCode.Unimplemented, status.Code);
        Assert.Equal("METHOD_NOT_FOUND", status.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task A_message_over_four_mebibytes_is_too_large()
    {
        var status = await PostAsync(Get, Frame(new GetShelfRequest { Name = new string('a', 4 * 1024 * 1024) }));

        Assert.Equal((int)Grpc.Core.StatusCode.ResourceExhausted, status.Code);
        Assert.Equal("REQUEST_TOO_LARGE", status.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal("4194304", status.GetDetail<ErrorInfo>()!.Metadata["limit_bytes"]);
    }

    [Fact]
    public async Task Random_bytes_never_cost_more_than_a_refusal()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var body = new byte[random.Next(60)];
            random.NextBytes(body);
            // Half of them in a proper frame, so that they get further.
            var status = await PostAsync(Get, round % 2 == 0 ? body : [0, 0, 0, 0, (byte)body.Length, .. body]);

            Assert.NotNull(status.GetDetail<ErrorInfo>());
            Assert.DoesNotContain(status.Code, new[] { (int)Grpc.Core.StatusCode.Unknown,
                (int)Grpc.Core.StatusCode.Internal });
        }
    }

    [Fact]
    public async Task Over_gRPC_Web_too()
    {
        using var http = library.Http("hub-a");
        using var content = new ByteArrayContent(Bytes("0000000003FFFFFF"))
        {
            Headers =
            { ContentType = new MediaTypeHeaderValue("application/grpc-web") }
        };

        using var response = await http.PostAsync(Get, content);

        Assert.Equal("3", response.Headers.GetValues("grpc-status").Single());
        Assert.True(response.Headers.Contains("grpc-status-details-bin"));
    }

    async Task<Google.Rpc.Status> PostAsync(
        string path, byte[] body, string? encoding = null, string? timeout = null, string[]? scopes = null)
    {
        using var http = scopes is null
            ? library.Http("hub-a")
            : library.Service.Http(new Token { Hubs = ["hub-a"], Scopes = scopes });
        using var content = new ByteArrayContent(body)
        {
            Headers =
            { ContentType = new MediaTypeHeaderValue("application/grpc") }
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version =
            HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact
        };
        request.Headers.TE.Add(new("trailers"));
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        if (timeout is not null)
        {
            request.Headers.Add("grpc-timeout", timeout);
        }

        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var trailers = response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers;
        var details = trailers.TryGetValues("grpc-status-details-bin", out var values) ? values.Single() : "";
        return Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(
            details.PadRight((details.Length + 3) / 4 * 4, '=')));
    }

    static byte[] Frame(IMessage message)
    {
        var body = message.ToByteArray();
        return [0, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length,
            .. body];
    }

    static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}

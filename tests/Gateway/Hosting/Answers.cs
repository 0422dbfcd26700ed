using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>Asserts the form of error responses.</summary>
static class Answers
{
    /// <summary>A gRPC call by hand: an empty message to a path.</summary>
    public static Task<HttpResponseMessage> CallAsync(
        this HttpClient client, string path, string type = "application/grpc", bool echo = false)
    {
        var content = new ByteArrayContent(new byte[5]);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (echo)
        {
            content.Headers.Add("x-echo", "1");
        }

        return client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> AssertRestErrorAsync(
        this HttpResponseMessage response, HttpStatusCode status, StatusCode code, string reason)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.NotEmpty(response.Headers.GetValues("X-Request-Id"));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var body = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((int)code, body.GetProperty("code").GetInt32());
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
        var info = body.GetProperty("details")[0];
        Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", info.GetProperty("@type").GetString());
        Assert.Equal(reason, info.GetProperty("reason").GetString());
        Assert.Equal("mastery-services", info.GetProperty("domain").GetString());
        return body;
    }

    public static async Task<Google.Rpc.Status> AssertGrpcErrorAsync(
        this HttpResponseMessage response, StatusCode code, string reason, string type = "application/grpc")
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"{(int)code}", response.Headers.GetValues("grpc-status").Single());
        var details = response.Headers.GetValues("grpc-status-details-bin").Single();
        var status = Google.Rpc.Status.Parser.ParseFrom(
            Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        AssertStatus(status, code, reason);
        return status;
    }

    public static Google.Rpc.Status AssertRpcError(this RpcException exception, StatusCode code, string reason)
    {
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        AssertStatus(status, code, reason);
        return status;
    }

    static void AssertStatus(Google.Rpc.Status status, StatusCode code, string reason)
    {
        Assert.Equal((int)code, status.Code);
        var info = status.GetDetail<Google.Rpc.ErrorInfo>();
        Assert.Equal((reason, "mastery-services"), (info?.Reason, info?.Domain));
        Assert.NotEmpty(status.Message);
    }
}

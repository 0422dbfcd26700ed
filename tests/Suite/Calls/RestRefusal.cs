using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.Suite.Tests.Calls;

/// <summary>Asserts that a REST call failed with the common error body.</summary>
static class RestRefusal
{
    static readonly JsonParser Parser =
        new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)
            .WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Fails unless the response has this status and a body with this reason.</summary>
    public static async Task<Google.Rpc.Status> WithAsync(
        HttpStatusCode code, ErrorReason reason, HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(
                code == answer.StatusCode,
                $"{request.Method} {request.RequestUri}: expected {(int)code} {reason}, got {(int)answer.StatusCode} "
                    + $"{body}");
            var status = Read(answer, body);
            Assert.Equal(Text(reason), status.GetDetail<ErrorInfo>()!.Reason);
            return status;
        }
    }

    /// <summary>The code and the reason of a refusal, whose body must be the common one.</summary>
    public static async Task<(StatusCode Code, string Reason)> ReadAsync(HttpResponseMessage answer)
    {
        var status = Read(answer, await answer.Content.ReadAsStringAsync());
        return ((StatusCode)status.Code, status.GetDetail<ErrorInfo>()!.Reason);
    }

    static Google.Rpc.Status Read(HttpResponseMessage answer, string body)
    {
        var request = answer.RequestMessage!;
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var status = Parser.Parse<Google.Rpc.Status>(body);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(((Code)status.Code).ToString(),
            json.RootElement.GetProperty("status").GetString()!.Replace("_", ""), ignoreCase: true);
        var info = status.GetDetail<ErrorInfo>();
        Assert.True(info is not null, $"{request.Method} {request.RequestUri}: no ErrorInfo in {body}");
        Assert.Equal("mastery-services", info.Domain);
        Assert.NotEqual("", status.Message);
        return status;
    }

    static string Text(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason))
            .FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
}

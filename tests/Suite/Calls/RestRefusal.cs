using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
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
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            var status = Parser.Parse<Google.Rpc.Status>(body);
            using var json = JsonDocument.Parse(body);
            Assert.Equal(((Code)status.Code).ToString(),
                json.RootElement.GetProperty("status").GetString()!.Replace("_", ""), ignoreCase: true);
            var info = status.GetDetail<ErrorInfo>();
            Assert.True(info is not null, $"{request.Method} {request.RequestUri}: no ErrorInfo in {body}");
            Assert.Equal(("mastery-services", Text(reason)), (info.Domain, info.Reason));
            Assert.NotEqual("", status.Message);
            return status;
        }
    }

    static string Text(ErrorReason reason) =>
        ErrorReasonReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(ErrorReason))
            .FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
}

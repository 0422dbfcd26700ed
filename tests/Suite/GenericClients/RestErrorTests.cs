using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Mastery.Errors.V1;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.GenericClients;

/// <summary>Every REST error has the same body, whether it comes from the gateway, the transcoding or the
/// service.</summary>
public sealed class RestErrorTests(RunningSuite suite)
{
    const string Departments = "/v1/hubs/yorkshire-and-the-humber/departments";

    public static TheoryData<string, string, string?, HttpStatusCode, ErrorReason> Failures { get; } = new()
    {
        { "GET", "/v1/nothing", null, HttpStatusCode.NotFound, ErrorReason.MethodNotFound },
        { "GET", "/", null, HttpStatusCode.NotFound, ErrorReason.MethodNotFound },
        { "POST", "/v1/schools:nothing", "{}", HttpStatusCode.NotFound, ErrorReason.MethodNotFound },
        { "PUT", Departments, "{}", HttpStatusCode.MethodNotAllowed, ErrorReason.MethodNotFound },
        { "GET", "/v1/projects/NCP99-99", null, HttpStatusCode.NotFound, ErrorReason.ResourceNotFound },
        { "GET", $"{Departments}?pageSize=-1", null, HttpStatusCode.BadRequest, ErrorReason.InvalidField },
        { "GET", $"{Departments}?pageSize=many", null, HttpStatusCode.BadRequest, ErrorReason.MalformedRequest },
        { "GET", $"{Departments}?pageSise=1", null, HttpStatusCode.BadRequest, ErrorReason.MalformedRequest },
        { "POST", Departments, "{\"school\":", HttpStatusCode.BadRequest, ErrorReason.MalformedRequest },
        {
            "POST",
            Departments,
            "{\"shcool\":\"schools/100000\"}",
            HttpStatusCode.BadRequest,
            ErrorReason.MalformedRequest
        },
        { "POST", Departments, "{}", HttpStatusCode.BadRequest, ErrorReason.InvalidField },
        { "POST", "/v1/hubs", "{}", HttpStatusCode.Forbidden, ErrorReason.ScopeMissing },
        { "GET", "/v1/hubs/south-yorkshire/departments", null, HttpStatusCode.NotFound, ErrorReason.ResourceNotFound },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Every_error_has_the_common_body(
        string verb, string path, string? body, HttpStatusCode status, ErrorReason reason) =>
        await RestRefusal.WithAsync(status, reason, suite.Http, await RequestAsync(verb, path, body));

    [Fact]
    public async Task A_body_that_is_not_JSON_gets_it()
    {
        var request = await RequestAsync("POST", Departments, "school=100000");
        request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");

        await RestRefusal.WithAsync(
            HttpStatusCode.UnsupportedMediaType, ErrorReason.MalformedRequest, suite.Http, request);
    }

    [Fact]
    public async Task A_body_that_is_too_large_gets_it()
    {
        var request = await RequestAsync(
            "POST", Departments, $$"""{"school":"{{new string('a', 5 * 1024 * 1024)}}"}""");

        await RestRefusal.WithAsync(
            HttpStatusCode.RequestEntityTooLarge, ErrorReason.RequestTooLarge, suite.Http, request);
    }

    [Fact]
    public async Task A_request_without_a_token_gets_it()
    {
        var request = await RequestAsync("GET", Departments, null);
        request.Headers.Authorization = null;

        await RestRefusal.WithAsync(HttpStatusCode.Unauthorized, ErrorReason.TokenInvalid, suite.Http, request);
    }

    async Task<HttpRequestMessage> RequestAsync(string verb, string path, string? body)
    {
        var token = await suite.TokenAsync(RunningSuite.HubClient);
        return new(new(verb), new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
    }
}

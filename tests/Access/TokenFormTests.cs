using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Mastery.Access.Tests;

/// <summary>A token request that cannot be read, or that holds what no client sends, is the caller's fault.</summary>
public sealed class TokenFormTests(AccessFixture access)
{
    const string Grant = "grant_type=client_credentials";

    static readonly string[] Refusals = ["invalid_request", "unsupported_grant_type"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?> Forms => new()
    {
        { $"{Grant}&client_id=a%00b&client_secret=x", null },
        { $"{Grant}&client_id=form-client&client_secret=a%00b", null },
        { $"{Grant}&client_id=form-client&client_secret=x&scope=plans.read%00", null },
        { $"{Grant}&client_id=form-client&client_secret=x&hub=%00", null },
        { $"{Grant}&client_id=%EF%BF%BF&client_secret=x", null },
        { $"{Grant}&client_id=a&client_id=b&client_secret=x", null },
        { Grant, Basic("a\0b:x") },
        { Grant, Basic("form-client:a\0b") },
        { Grant, Basic("a%00b:x") },
        { Grant, Basic("no-colon") },
        { Grant, "Basic !!!" },
        { $"{Grant}&client_id=other&client_secret=y", Basic("form-client:x") },
        { "", null },
        { "grant_type=", null },
        { "grant_type=%00&client_id=form-client&client_secret=x", null },
        { $"{Grant}&{string.Join('&', Enumerable.Range(0, 5000).Select(number => $"f{number}=1"))}", null },
        { $"{Grant}&{new string('k', 100_000)}=1", null },
        { $"{Grant}&client_id={new string('v', 100_000)}", null },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Refuses_it_as_an_invalid_request(string form, string? authorization)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");

        var (status, error) = await PostAsync(content, authorization);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(error, Refusals);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\ngarbage")]
    [InlineData("multipart/form-data", "")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such", Grant)]
    [InlineData("text/plain", Grant)]
    public async Task Refuses_a_body_that_is_no_form_or_names_no_client(string type, string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var (status, error) = await PostAsync(content, null);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, error));
    }

    static string Basic(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";

    async Task<(HttpStatusCode, string?)> PostAsync(HttpContent content, string? authorization)
    {
        using var http = access.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token")
        {
            Content = content,
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await http.SendAsync(request, Stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return (answer.StatusCode, body.GetProperty("error").GetString());
    }
}

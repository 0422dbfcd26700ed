using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Mastery.Mis.Http;

/// <summary>A token by the OAuth 2 grant of client credentials, had anew before it ends or when it is
/// refused.</summary>
sealed class ClientCredentials(ApiClient api, OneRosterApiOptions options, TimeProvider time) : IApiToken
{
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    (string Value, DateTimeOffset End)? _token;

    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (_token is not { } token || time.GetUtcNow() >= token.End - Margin)
        {
            _token = token = await FetchAsync(cancellation);
        }

        return token.Value;
    }

    public bool Forget()
    {
        _token = null;
        return true;
    }

    async Task<(string Value, DateTimeOffset End)> FetchAsync(CancellationToken cancellation)
    {
        var address = ApiAddress.Secure(options.TokenAddress);
        using var response = await api.SendAsync(() => Request(address), address.Host, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new StaffSourceException($"{address.Host} gives no token ({(int)response.StatusCode}): check the "
                + "client's id and secret and the scopes.")
            {
                Status = HttpStatusCode.Unauthorized,
            };
        }

        var answer = await ApiClient.ReadAsync(response, address, TokenJson.Default.TokenAnswer, cancellation);
        var lifetime = TimeSpan.FromSeconds(answer.ExpiresIn is > 0 and var seconds ? seconds : 3600);
        return (answer.AccessToken, time.GetUtcNow() + lifetime);
    }

    HttpRequestMessage Request(Uri address)
    {
        var secret = $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(options.ClientSecret)}";
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = string.Join(' ', options.UsedScopes),
        };
        return new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(form),
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))),
            },
        };
    }
}

/// <summary>The answer of a token endpoint.</summary>
sealed record TokenAnswer(
    [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn);

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TokenAnswer))]
sealed partial class TokenJson : JsonSerializerContext;

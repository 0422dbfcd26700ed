using System.Net.Http.Headers;
using System.Text;
using Mastery.Access.Tests.Assertions;
using Mastery.Access.Tests.People;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.Logging;

namespace Mastery.Access.Tests;

/// <summary>What the log has of requests for tokens, whatever came of them.</summary>
public sealed class TokenLogTests(AccessFixture access)
{
    [Fact]
    public async Task Notes_who_got_a_token_how_and_from_where()
    {
        await access.AddAsync("noted", ["plans.read"], ["sussex"]);

        using var answer = await access.AskAsync("noted", AccessFixture.Secret, from: "203.0.113.1");

        var entry = Assert.Single(EntriesOf("203.0.113.1"));
        Assert.Equal((LogLevel.Information, 1, "TokenGiven"), (entry.Level, entry.Event.Id, entry.Event.Name));
        Assert.Equal("Client noted got a token by client_credentials, from 203.0.113.1", entry.Message);
    }

    [Fact]
    public async Task Notes_why_a_client_got_none()
    {
        await access.AddAsync("refused", ["plans.read"], ["sussex"]);
        await access.AddAsync("past", ["plans.read"], ["sussex"], DateTime.UtcNow.AddMinutes(-1));

        Assert.Equal("refused: secret_wrong", await RefusalAsync("203.0.113.2", "refused", "a guess"));
        Assert.Equal("refused: rights_exceeded",
            await RefusalAsync("203.0.113.3", "refused", AccessFixture.Secret, scope: "plans.write"));
        Assert.Equal("past: client_ended", await RefusalAsync("203.0.113.4", "past", AccessFixture.Secret));
        Assert.Equal("unknown: client_unknown", await RefusalAsync("203.0.113.5", "nobody", "a guess"));
    }

    [Fact]
    public async Task Notes_an_assertion_that_comes_twice()
    {
        var pair = KeyPair.P256();
        var id = await access.MakeAsync(pair);
        var assertion = pair.Sign(id);
        await access.TokenAsync(assertion);

        await SignIn.RefusedAsync(access, assertion, "its jti was used before");

        Assert.Contains(SecurityEntries, entry => entry.Event.Name == "TokenRefused"
            && entry.Message.Contains($"Client {id} got no token by client_credentials: assertion_reused"));
    }

    [Fact]
    public async Task Notes_people_by_their_grant_and_nothing_else()
    {
        var (person, stranger) = (Exchange.NewPerson(), Exchange.NewPerson());
        var grant = await access.GiveAsync(access.Grant(person));

        await access.TokenOfAsync(access.People.Sign(person));
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token");
        // An address of its own, as others take up what one address has of entries.
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var refusal = await access.SendAsync(request, new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:id_token",
            ["subject_token"] = access.People.Sign(stranger),
        });

        Assert.Contains(SecurityEntries,
            entry => entry.Message.Contains($"Client {grant.Name} got a token by token_exchange"));
        Assert.Equal("Client unknown got no token by token_exchange: no_grant, from 203.0.113.7",
            Assert.Single(EntriesOf("203.0.113.7")).Message);
        Assert.DoesNotContain(SecurityEntries,
            entry => entry.Message.Contains(person) || entry.Message.Contains(stranger));
    }

    [Fact]
    public async Task Notes_a_guesser_in_few_lines()
    {
        for (var guess = 0; guess < 30; guess++)
        {
            using var answer = await access.AskAsync("guessed-client", $"guess {guess}", from: "203.0.113.6");
        }

        Assert.Equal(10, EntriesOf("203.0.113.6").Count);
    }

    [Theory]
    [InlineData("client_id=a%0D%0Afail:%20Mastery.Security%5B2%5D&client_secret=s3cret-in-a-form", null)]
    [InlineData("client_id=s3cret-in-a-form&client_secret=x", null)]
    [InlineData("grant_type=s3cret-in-a-form%0A", null)]
    [InlineData("scope=s3cret-in-a-form%0A", "s3cret-in-a-form\r\nfail: Mastery:s3cret-in-a-form")]
    public async Task Repeats_nothing_of_a_request_that_is_none(string form, string? basic)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth2/token?s3cret-in-a-form%0D%0A")
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = basic is null ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        var address = $"203.0.113.{100 + (form.Length % 100)}";
        request.Headers.Add("X-Forwarded-For", address);

        using var http = access.Anonymous();
        (request.Version, request.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Single(EntriesOf(address));
        Assert.DoesNotContain(access.Service.Logs.Entries, entry => $"{entry}".Contains("s3cret-in-a-form")
            || (entry.Category == SecurityLog.Category && entry.Message.Any(char.IsControl)));
    }

    List<LogEntry> SecurityEntries =>
        [.. access.Service.Logs.Entries.Where(entry => entry.Category == SecurityLog.Category)];

    List<LogEntry> EntriesOf(string address) =>
        [.. SecurityEntries.Where(entry => entry.Message.EndsWith($"from {address}", StringComparison.Ordinal))];

    async Task<string> RefusalAsync(string address, string id, string secret, string? scope = null)
    {
        using var answer = await access.AskAsync(id, secret, scope, from: address);
        var entry = Assert.Single(EntriesOf(address));
        Assert.Equal((LogLevel.Warning, 2, "TokenRefused"), (entry.Level, entry.Event.Id, entry.Event.Name));
        Assert.DoesNotContain(secret, entry.Message, StringComparison.Ordinal);
        return entry.Message["Client ".Length..].Replace(" got no token by client_credentials", "")
            .Replace($", from {address}", "");
    }
}

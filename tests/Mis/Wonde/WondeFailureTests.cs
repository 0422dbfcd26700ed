using Mastery.Mis.Tests.Reading;
using Mastery.Mis.Tests.StandIns;

namespace Mastery.Mis.Tests.Wonde;

/// <summary>Wonde on bad days.</summary>
public sealed class WondeFailureTests : IAsyncLifetime
{
    readonly WondeStandIn _wonde = new();

    public async ValueTask InitializeAsync() => await _wonde.StartAsync();

    public ValueTask DisposeAsync() => _wonde.DisposeAsync();

    [Fact]
    public async Task Begins_again_when_a_cursor_has_ended()
    {
        foreach (var number in Enumerable.Range(1, 7))
        {
            _wonde.Add($"A{number}", "Anna", $"Ash{number}");
        }

        _wonde.ExpiredCursors = 1;

        var feed = await ReadAsync(_wonde.Options);

        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"A{number}"), feed.Records.Select(record => record.Id));
        Assert.Empty(feed.Problems);
    }

    [Fact]
    public async Task Gives_up_when_cursors_end_again_and_again()
    {
        foreach (var number in Enumerable.Range(1, 7))
        {
            _wonde.Add($"A{number}", "Anna", $"Ash{number}");
        }

        _wonde.ExpiredCursors = 99;

        await FailsAsync(_wonde.Options, "127.0.0.1 refused to give /v1.0/schools/A1930499544/employees (400).");
    }

    [Fact]
    public async Task Asks_again_after_failures_that_pass()
    {
        _wonde.Add("A1", "Anna", "Ash");
        _wonde.Fail(429, "0");
        _wonde.Fail(503);
        _wonde.Fail(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var feed = await ReadAsync(_wonde.Options);

        Assert.Equal(["A1"], feed.Records.Select(record => record.Id));
        Assert.Equal(5, _wonde.Requests.Count);
    }

    [Fact]
    public async Task Asks_again_when_a_page_does_not_come()
    {
        _wonde.Add("A1", "Anna", "Ash");
        _wonde.Fail(context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));

        var feed = await ReadAsync(_wonde.Options with
        {
            Limits = StandIn.Limits with { Timeout = TimeSpan.FromMilliseconds(500) },
        });

        Assert.Equal(["A1"], feed.Records.Select(record => record.Id));
    }

    [Fact]
    public async Task Ends_when_failures_do_not_pass()
    {
        for (var time = 0; time < 4; time++)
        {
            _wonde.Fail(500);
        }

        await FailsAsync(_wonde.Options, "127.0.0.1 answers 500, also when asked again: try later. Nothing was "
            + "concluded from what it gave until then.");
        Assert.Equal(4, _wonde.Requests.Count);
    }

    [Fact]
    public async Task Does_not_wait_for_an_hour()
    {
        _wonde.Fail(429, "3600");

        await FailsAsync(_wonde.Options, "127.0.0.1 answers 429 and asks to wait 3600 s, also when asked again: try "
            + "later. Nothing was concluded from what it gave until then.");
        Assert.Single(_wonde.Requests);
    }

    [Fact]
    public async Task Says_what_to_do_about_a_wrong_token_and_a_wrong_school()
    {
        await FailsAsync(_wonde.Options with { Token = "wrong" },
            "127.0.0.1 does not accept the credentials: check the token or the client's id and secret.");
        await FailsAsync(_wonde.Options with { SchoolId = "B2" },
            "127.0.0.1 has no /v1.0/schools/B2: check the address and the id of the school.");
    }

    [Fact]
    public async Task Does_not_repeat_what_an_answer_says_that_it_cannot_read()
    {
        _wonde.Fail(200, body: """{"data": "canary-value"}""");

        await FailsAsync(_wonde.Options, "What 127.0.0.1 gives for /v1.0/schools/A1930499544 is not what its "
            + "documentation says at $.data.");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("wonde.com.evil.example")]
    [InlineData("evil.example/.wonde.com")]
    public async Task Takes_the_token_nowhere_else(string domain)
    {
        _wonde.School["region"]!["domain"] = domain;

        await FailsAsync(_wonde.Options, $"Wonde names a region of the school that is not Wonde's: {domain}. Nothing "
            + "was asked there.");
    }

    [Fact]
    public async Task Follows_no_next_page_at_another_host()
    {
        _wonde.Fail(200, body: """{"data": {"name": "Hill", "urn": "136283"}}""");
        _wonde.Fail(200, body: """
            {"data": [], "meta": {"pagination": {"next": "https://evil.example/x", "more": true}}}
            """);

        await FailsAsync(_wonde.Options, "127.0.0.1 gives a next page at another host. It was not followed.");
    }

    [Fact]
    public void Refuses_an_address_that_is_not_encrypted() =>
        Assert.StartsWith("http://api.wonde.com is not encrypted", Assert.Throws<StaffSourceException>(
            () => new WondeSource(_wonde.Options with { Address = new("http://api.wonde.com/v1.0/") })).Message,
            StringComparison.Ordinal);

    static async Task<Feed> ReadAsync(WondeOptions options)
    {
        using var source = new WondeSource(options);
        return await Feed.OfAsync(source);
    }

    static async Task FailsAsync(WondeOptions options, string message)
    {
        var failure = await Assert.ThrowsAsync<StaffSourceException>(() => ReadAsync(options));
        Assert.Equal(message, failure.Message);
    }
}

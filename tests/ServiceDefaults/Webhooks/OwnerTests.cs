using Mastery.Library.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>What is sent is what the owning client may read at that moment.</summary>
public sealed class OwnerTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    static readonly TimeSpan LongerThanKnown = TimeSpan.FromSeconds(6);

    readonly string _hub = LibraryFixture.NewHub();
    readonly string _client = $"client-{Guid.NewGuid():N}";
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Withholds_what_the_client_may_not_read_by_now_and_enters_what_it_may()
    {
        await fixture.WebhookAsync(_hub, client: _client);
        await fixture.ShelfAsync(_hub, "A", "secret one");
        await DeliverAsync();
        fixture.Rights[_client] = () => WebhookFixture.Everything("shelves.sensitive");
        await fixture.ShelfAsync(_hub, "B", "secret two");
        await DeliverAsync();
        fixture.Rights[_client] = () => WebhookFixture.Everything("shelves.read");
        await fixture.ShelfAsync(_hub, "C");
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub).Select(one => one.Body).ToList();
        Assert.Contains("secret one", sent[0], StringComparison.Ordinal);
        Assert.DoesNotContain("secret two", sent[1], StringComparison.Ordinal);
        Assert.Contains("after.note", sent[1], StringComparison.Ordinal);
        Assert.DoesNotContain("displayName", sent[2], StringComparison.Ordinal);
        Assert.Equal($"{_client} 1", await fixture.RunAsync(_hub, """
            SELECT format('%s %s', min(actor), count(*)) FROM sensitive_read WHERE method LIKE '%WebhookService/Deliver'
            """));
    }

    [Fact]
    public async Task Sends_nothing_of_what_was_erased_meanwhile()
    {
        fixture.Receiver.Answer(_hub, 500, 200);
        await fixture.WebhookAsync(_hub);
        var shelf = await fixture.ShelfAsync(_hub, "A", "about a person");
        await DeliverAsync();
        await fixture.Service.Services.GetRequiredService<HubUnitOfWork>().RunAsync<DbSession>(
            _hub, "eraser", db => db.ErasePersonalAsync(shelf.Name, "asked for"));
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Contains("about a person", sent[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("about a person", sent[1].Body, StringComparison.Ordinal);
        Assert.Contains("erasedSubjects", sent[1].Body, StringComparison.Ordinal);
    }

    public static TheoryData<string, DisabledReason> Ended => new()
    {
        { "revoked", DisabledReason.ClientEnded },
        { "changes.read", DisabledReason.RightLost },
        { "hub", DisabledReason.RightLost },
        { "bound", DisabledReason.RightLost },
    };

    [Theory, MemberData(nameof(Ended))]
    public async Task Is_disabled_when_the_client_may_no_more(string how, DisabledReason reason)
    {
        var webhook = await fixture.WebhookAsync(_hub, client: _client);
        await fixture.ShelfAsync(_hub, "A");
        fixture.Rights[_client] = () => how switch
        {
            "revoked" => ClientRights.None,
            "hub" => WebhookFixture.Everything() with { Hubs = ["another"] },
            "bound" => WebhookFixture.Everything() with { Bound = true },
            _ => WebhookFixture.Everything("changes.read"),
        };

        await DeliverAsync();

        var read = await fixture.ReadAsync(webhook);
        Assert.Equal((true, reason), (read.Disabled, read.DisabledReason));
        Assert.Empty(fixture.Receiver.At(_hub));
        Assert.Equal("webhooks", await fixture.RunAsync(
            _hub, "SELECT actor FROM change WHERE resource_type = 'mastery.services/Webhook' AND kind = 'UPDATED'"));
    }

    [Fact]
    public async Task Waits_while_nobody_can_say_what_the_client_may()
    {
        var webhook = await fixture.WebhookAsync(_hub, client: _client);
        await fixture.ShelfAsync(_hub, "A");
        fixture.Rights[_client] = () => throw new HttpRequestException("nobody answers");
        await DeliverAsync();
        var waiting = await fixture.ReadAsync(webhook);
        fixture.Rights[_client] = () => WebhookFixture.Everything();
        await DeliverAsync();

        Assert.False(waiting.Disabled);
        Assert.Single(fixture.Receiver.At(_hub));
    }

    // Everybody may read what belongs to no hub; who follows it is nobody else's business.
    [Fact]
    public async Task Gets_what_belongs_to_no_hub_and_is_seen_by_its_client_alone()
    {
        var webhook = await fixture.Webhooks(_hub, _client).CreateWebhookAsync(new()
        {
            Parent = "hubs/national",
            Webhook = new() { Uri = fixture.Receiver.Address(_hub) },
        });
        await fixture.Client<LibraryService.LibraryServiceClient>(LibraryFixture.Token(_hub)).CreateThemeAsync(
            new() { ThemeId = _hub, Theme = new() { Title = "T" } });
        await DeliverAsync();

        Assert.Equal(
            ["webhook.created", "theme.created"], fixture.Receiver.At(_hub).Select(one => one.Type));
        Assert.Contains(webhook.Name, await NationalAsync(_client));
        Assert.DoesNotContain(webhook.Name, await NationalAsync("another"));
    }

    async Task<IEnumerable<string>> NationalAsync(string client) =>
        (await fixture.Webhooks(_hub, client).ListWebhooksAsync(new() { Parent = "hubs/national" }))
            .Webhooks.Select(webhook => webhook.Name);

    Task DeliverAsync()
    {
        _time.Advance(LongerThanKnown);
        return fixture.DeliverAsync(_time);
    }
}

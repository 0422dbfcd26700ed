using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>What is sent more than once, and what is not sent in the end.</summary>
public sealed class RedeliveryTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    readonly string _hub = LibraryFixture.NewHub();
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Keeps_as_a_dead_letter_what_fails_for_days_goes_on_and_sends_it_again_when_asked()
    {
        fixture.Receiver.Answer(_hub, [.. Enumerable.Repeat(503, WebhookSchedule.Attempts), 200, 503, 200]);
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A", note: "personal");
        await fixture.ShelfAsync(_hub, "B");
        for (var attempt = 0; attempt < WebhookSchedule.Attempts; attempt++)
        {
            await DeliverAsync(TimeSpan.FromHours(30));
        }

        var letter = Assert.Single(await fixture.DeadLettersAsync(webhook));
        Assert.Equal((2L, 1, Failure.Status, 503, WebhookSchedule.Attempts),
            (letter.Revision, letter.Ordinal, letter.Failure, letter.Status, letter.AttemptCount));
        Assert.Equal("B", fixture.Receiver.At(_hub)[^1].After("displayName"));
        Assert.Equal(true, await fixture.RunAsync(_hub, """
            SELECT bool_and(d::text !~ 'personal') AND bool_and(w::text !~ 'personal')
            FROM webhook_dead_letter d, webhook w
            """));

        await ReplayAsync(webhook, letter.Id);
        var failed = Assert.Single(await fixture.DeadLettersAsync(webhook));
        await ReplayAsync(webhook, letter.Id);

        Assert.Equal((false, WebhookSchedule.Attempts + 1), (failed.Replaying, failed.AttemptCount));
        Assert.Empty(await fixture.DeadLettersAsync(webhook));
        var last = fixture.Receiver.At(_hub)[^1];
        Assert.Equal((letter.Id, "A"), (last.Id, last.After("displayName")));
    }

    [Fact]
    public async Task Keeps_dead_letters_for_ninety_days_after_they_were_sent_and_one_that_waits_longer()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.RunAsync(_hub, $"""
            INSERT INTO webhook_dead_letter (hub_id, webhook_id, id, epoch, revision, ordinal, failure, status,
                attempt_count, attempt_time, replaying)
            SELECT hub_id, id, letter, '{Guid.Empty}', 1, ordinal, 'STATUS', 503, 11, now() - age, letter = 'waits'
            FROM webhook, (VALUES ('kept', 1, interval '89 days'), ('old', 2, interval '91 days'),
                ('waits', 3, interval '91 days')) AS v (letter, ordinal, age)
            WHERE id = '{webhook.Name.Split('/')[^1]}'
            """);

        await fixture.Service.Services.GetRequiredService<DeadLetterExpiry>()
            .DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["kept", "waits"], (await fixture.DeadLettersAsync(webhook)).Select(letter => letter.Id));
    }

    [Fact]
    public async Task Sends_all_from_a_revision_on_again_under_the_same_ids()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        string[] names = ["A", "B", "C"];
        foreach (var name in names)
        {
            await fixture.ShelfAsync(_hub, name);
        }

        await DeliverAsync();
        await fixture.Webhooks(_hub).ReplayWebhookAsync(new() { Name = webhook.Name, Revision = 3 });
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Equal([.. names, "B", "C"], sent.Select(one => one.After("displayName")));
        Assert.Equal(sent[1..3].Select(one => one.Id), sent[3..].Select(one => one.Id));
    }

    [Fact]
    public async Task Sends_again_under_the_same_id_what_it_does_not_know_to_be_delivered()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");
        fixture.Receiver.On(_hub, _ => fixture.RunAsync(
            _hub, "UPDATE webhook SET lease_end_time = now() - interval '1 second'"));

        await DeliverAsync();
        fixture.Receiver.Answer(_hub, 200);
        await DeliverAsync();
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Equal(2, sent.Count);
        Assert.Equal((sent[0].Id, sent[0].Body), (sent[1].Id, sent[1].Body));
        Assert.Equal(2, (await fixture.ReadAsync(webhook)).Revision);
    }

    [Fact]
    public async Task Tells_that_the_log_was_restored_and_goes_on_after_it()
    {
        await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");
        await DeliverAsync();
        await FeedEpoch.RenewAsync(
            fixture.Service.Database.OwnerConnectionString, TestContext.Current.CancellationToken);

        await DeliverAsync();
        await fixture.ShelfAsync(_hub, "B");
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Equal(["shelf.created", "log.restored", "shelf.created"], sent.Select(one => one.Type));
        Assert.Equal((2L, "B"), (sent[1].Change.Revision, sent[2].After("displayName")));
    }

    async Task ReplayAsync(Mastery.Webhooks.V1.Webhook webhook, string letter)
    {
        await fixture.Webhooks(_hub).ReplayWebhookAsync(new() { Name = webhook.Name, DeadLetter = letter });
        await DeliverAsync();
    }

    Task DeliverAsync(TimeSpan later = default)
    {
        _time.Advance(later);
        return fixture.DeliverAsync(_time);
    }
}

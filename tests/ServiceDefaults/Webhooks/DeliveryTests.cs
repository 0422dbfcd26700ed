using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using DisabledReason = Mastery.Webhooks.V1.Webhook.Types.DisabledReason;
using Failure = Mastery.Webhooks.V1.Webhook.Types.Failure;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>Changes on their way to a receiver over real HTTP: each arrives, in its order, whatever happens.</summary>
public sealed class DeliveryTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    readonly string _hub = LibraryFixture.NewHub();
    readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Sends_each_change_in_its_order_signed_and_in_one_envelope()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        var shelf = await fixture.ShelfAsync(_hub, "A");
        await fixture.ShelfAsync(_hub, "B");

        await DeliverAsync();
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Equal(["shelf.created", "shelf.created"], sent.Select(one => one.Type));
        Assert.Equal([(2L, "A"), (3L, "B")], sent.Select(one => (one.Change.Revision, one.After("displayName"))));
        Assert.Equal((shelf.Name, $"hubs/{_hub}"), (sent[0].Change.Resource, sent[0].Change.Hub));
        Assert.Equal(2, sent.Select(one => one.Id).Distinct().Count());
        Assert.All(sent, one => Assert.Equal([one.SignedBy(webhook.Secret)], one.Signatures));
        Assert.Equal($"{_time.GetUtcNow().ToUnixTimeSeconds()}", sent[0].Headers["webhook-timestamp"]);
        Assert.Equal("application/json", sent[0].Headers.ContentType);
        Assert.False(sent[0].Headers.ContainsKey("traceparent"));
        var read = await fixture.ReadAsync(webhook);
        Assert.Equal((3L, 0, ""), (read.Revision, read.FailureCount, read.Secret));
        Assert.NotNull(read.LastDeliveryTime);
    }

    [Fact]
    public async Task Tries_again_later_and_later_under_the_same_id_and_in_order()
    {
        fixture.Receiver.Answer(_hub, 500, 302, 200);
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");
        await fixture.ShelfAsync(_hub, "B");
        var start = _time.GetUtcNow();

        await DeliverAsync();
        await DeliverAsync();
        var first = await fixture.ReadAsync(webhook);
        await DeliverAsync(TimeSpan.FromSeconds(7));
        var second = await fixture.ReadAsync(webhook);
        await DeliverAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(2, fixture.Receiver.At(_hub).Count);
        await DeliverAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((1, Failure.Status, 500), (first.FailureCount, first.LastFailure, first.LastStatus));
        Assert.InRange(first.NextAttemptTime.ToDateTimeOffset() - start,
            TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));
        Assert.Equal((2, 302), (second.FailureCount, second.LastStatus));
        Assert.Equal(["A", "A", "A", "B"], fixture.Receiver.At(_hub).Select(one => one.After("displayName")));
        Assert.Single(fixture.Receiver.At(_hub).Take(3).Select(one => one.Id).Distinct());
        Assert.Equal(0, (await fixture.ReadAsync(webhook)).FailureCount);
    }

    [Fact]
    public async Task Waits_as_long_as_the_receiver_wants_but_no_longer_than_a_day()
    {
        fixture.Receiver.On(_hub, context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "864000";
            return Task.CompletedTask;
        });
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");

        await DeliverAsync();
        await DeliverAsync(TimeSpan.FromHours(23));
        Assert.Single(fixture.Receiver.At(_hub));
        await DeliverAsync(TimeSpan.FromHours(2));

        Assert.Equal(2, (await fixture.ReadAsync(webhook)).FailureCount);
    }

    [Fact]
    public async Task Is_disabled_by_a_receiver_that_is_gone_and_loses_nothing_meanwhile()
    {
        fixture.Receiver.Answer(_hub, 410, 200);
        var webhook = await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");

        await DeliverAsync();
        var gone = await fixture.ReadAsync(webhook);
        await DeliverAsync(TimeSpan.FromDays(1));
        await fixture.Webhooks(_hub).UpdateWebhookAsync(
            new() { Webhook = new() { Name = webhook.Name }, UpdateMask = new() { Paths = { "disabled" } } });
        await DeliverAsync();

        Assert.Equal((true, DisabledReason.Gone), (gone.Disabled, gone.DisabledReason));
        Assert.Equal(["A", "A"], fixture.Receiver.At(_hub).Select(one => one.After("displayName")));
    }

    // The receiver got it, and the sender ended before it could keep that.

    [Fact]
    public async Task Is_delivered_to_by_one_worker_at_a_time_that_holds_no_connection_meanwhile()
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        // What other tests left to be delivered would be delivered beside it, and needs the database.
        await DeliverAsync();
        await fixture.WebhookAsync(_hub);
        await fixture.ShelfAsync(_hub, "A");
        fixture.Receiver.On(_hub, async _ =>
        {
            arrived.TrySetResult();
            await answer.Task;
        });

        var one = DeliverAsync();
        await arrived.Task;
        await DeliverAsync();
        var open = await fixture.OpenTransactionsAsync();
        answer.SetResult();
        await one;
        await DeliverAsync();

        Assert.Equal(0L, open);
        Assert.Single(fixture.Receiver.At(_hub));
    }

    [Fact]
    public async Task Slow_receivers_of_a_hub_keep_no_other_hub_waiting()
    {
        var (other, answer) = (LibraryFixture.NewHub(), new TaskCompletionSource());
        for (var number = 0; number < 6; number++)
        {
            await fixture.WebhookAsync(_hub, $"{_hub}-{number}");
            fixture.Receiver.On($"{_hub}-{number}", _ => answer.Task);
        }

        await fixture.WebhookAsync(other);
        await fixture.ShelfAsync(_hub, "A");
        await fixture.ShelfAsync(other, "B");
        var reached = new TaskCompletionSource();
        fixture.Receiver.On(other, _ =>
        {
            reached.SetResult();
            return Task.CompletedTask;
        });

        using var worker = fixture.Worker(_time);
        await worker.StartDueAsync(TestContext.Current.CancellationToken);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        answer.SetResult();
        await worker.IdleAsync();

        Assert.Equal(4, Enumerable.Range(0, 6).Count(number => fixture.Receiver.At($"{_hub}-{number}").Count == 1));
    }

    [Fact]
    public async Task Signs_by_both_secrets_for_a_day_after_a_rotation()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        var rotated = await fixture.Webhooks(_hub).RotateWebhookSecretAsync(new() { Name = webhook.Name });
        await fixture.ShelfAsync(_hub, "A");
        await DeliverAsync();
        await fixture.ShelfAsync(_hub, "B");
        await DeliverAsync(TimeSpan.FromHours(25));
        var again = await fixture.Webhooks(_hub).RotateWebhookSecretAsync(
            new() { Name = webhook.Name, ExpirePrevious = true });
        await fixture.ShelfAsync(_hub, "C");
        await DeliverAsync();

        var sent = fixture.Receiver.At(_hub);
        Assert.Equal(
            [sent[0].SignedBy(rotated.Secret), sent[0].SignedBy(webhook.Secret)], sent[0].Signatures);
        Assert.Equal([sent[1].SignedBy(rotated.Secret)], sent[1].Signatures);
        Assert.Equal([sent[2].SignedBy(again.Secret)], sent[2].Signatures);
    }

    Task DeliverAsync(TimeSpan later = default)
    {
        _time.Advance(later);
        return fixture.DeliverAsync(_time);
    }
}

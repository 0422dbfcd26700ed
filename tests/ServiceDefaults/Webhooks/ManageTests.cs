using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Mastery.Webhooks.V1;
using Microsoft.Extensions.Hosting.Internal;
using WebhookClient = Mastery.Library.Webhooks.V1.LibraryWebhookService.LibraryWebhookServiceClient;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>Who manages webhooks, and what is refused.</summary>
public sealed class ManageTests(WebhookFixture fixture) : IClassFixture<WebhookFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Is_created_listed_changed_and_deleted_and_the_log_says_who_did()
    {
        var created = await fixture.WebhookAsync(_hub);
        var updated = await fixture.Webhooks(_hub).UpdateWebhookAsync(new()
        {
            Webhook = new() { Name = created.Name, Uri = "https://example.org/changes", Etag = created.Etag },
        });
        var listed = await fixture.Webhooks(_hub).ListWebhooksAsync(
            new() { Parent = $"hubs/{_hub}", Filter = "api_client = \"apiClients/test-client\" AND disabled = false" });
        await fixture.Webhooks(_hub).DeleteWebhookAsync(new() { Name = created.Name });

        Assert.StartsWith("whsec_", created.Secret, StringComparison.Ordinal);
        Assert.Equal(("apiClients/test-client", WebhookFixture.Shelf), (created.ApiClient, created.ResourceTypes[0]));
        Assert.Equal(("https://example.org/changes", ""), (updated.Uri, updated.Secret));
        Assert.Equal([created.Name], listed.Webhooks.Select(webhook => webhook.Name));
        Assert.Equal("CREATED UPDATED DELETED", await fixture.RunAsync(
            _hub, "SELECT string_agg(kind, ' ' ORDER BY revision) FROM change WHERE actor = 'test-client'"));
        Assert.Equal(false, await fixture.RunAsync(_hub, "SELECT bool_or(c::text ~ 'whsec') FROM change c"));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_without_the_secret()
    {
        var request = new CreateWebhookRequest
        {
            Parent = $"hubs/{_hub}",
            Webhook = new() { Uri = "https://example.org/changes" },
            RequestId = Guid.NewGuid().ToString(),
        };

        var first = await fixture.Webhooks(_hub).CreateWebhookAsync(request);
        var second = await fixture.Webhooks(_hub).CreateWebhookAsync(request);

        Assert.Equal((first.Name, ""), (second.Name, second.Secret));
    }

    [Fact]
    public async Task Is_an_API_client_s_and_not_a_person_s() => await ForbiddenAsync(() =>
        fixture.Webhooks(_hub, "grants/0198f2c4-6d1e-7c3a-9b52-4f0e8a7d1c60").CreateWebhookAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Webhook = new() { Uri = "https://example.org/changes" },
        }).ResponseAsync);

    // Else whoever manages webhooks could have what another's client may read sent to themselves.
    [Fact]
    public async Task Is_changed_by_its_owner_alone_and_deleted_by_others_too()
    {
        var webhook = await fixture.WebhookAsync(_hub);
        var other = fixture.Webhooks(_hub, "another");

        await ForbiddenAsync(() => other.UpdateWebhookAsync(
            new() { Webhook = new() { Name = webhook.Name, Uri = "https://example.org" } }).ResponseAsync);
        await ForbiddenAsync(() => other.RotateWebhookSecretAsync(new() { Name = webhook.Name }).ResponseAsync);
        await ForbiddenAsync(() => other.ReplayWebhookAsync(new() { Name = webhook.Name, Revision = 1 }).ResponseAsync);
        Assert.Equal(webhook.Name, (await other.GetWebhookAsync(new() { Name = webhook.Name })).Name);
        await other.DeleteWebhookAsync(new() { Name = webhook.Name });
    }

    [Theory]
    [InlineData("http://example.org/")]
    [InlineData("https://user:password@example.org/")]
    [InlineData("https://example.org/#part")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[::ffff:8.8.8.8]/")]
    [InlineData("https://2852039166/latest")]
    [InlineData("ftp://example.org/")]
    public Task Is_refused_for_an_address_that_is_not_sent_to(string uri) => Refused.ForFieldAsync(
        "webhook.uri", () => fixture.Webhooks(_hub).CreateWebhookAsync(
            new() { Parent = $"hubs/{_hub}", Webhook = new() { Uri = uri } }).ResponseAsync);

    [Fact]
    public async Task Is_refused_for_unknown_types_and_replays_of_nothing()
    {
        var client = fixture.Webhooks(_hub);
        var webhook = await fixture.WebhookAsync(_hub);

        await Refused.ForFieldAsync("webhook.resource_types", () => client.CreateWebhookAsync(new()
        {
            Parent = $"hubs/{_hub}",
            Webhook = new() { Uri = "https://example.org", ResourceTypes = { "mastery.test/Shelve" } },
        }).ResponseAsync);
        await Refused.ForFieldAsync("revision", () =>
            client.ReplayWebhookAsync(new() { Name = webhook.Name, Revision = 99 }).ResponseAsync);
        await Refused.ForFieldAsync("revision", () =>
            client.ReplayWebhookAsync(new() { Name = webhook.Name }).ResponseAsync);
        await Refused.ForFieldAsync("dead_letter", () =>
            client.ReplayWebhookAsync(new() { Name = webhook.Name, DeadLetter = "none" }).ResponseAsync);
    }

    [Fact]
    public async Task A_client_has_twenty_in_a_hub_at_most()
    {
        for (var number = 0; number < WebhookStore.Most; number++)
        {
            await fixture.WebhookAsync(_hub);
        }

        await Refused.WithAsync(
            StatusCode.ResourceExhausted, ErrorReason.TooManyRequests, () => fixture.WebhookAsync(_hub));
    }

    [Fact]
    public async Task Is_off_without_a_key_and_says_so()
    {
        await using var library = await TestService.StartAsync<Library.LibraryService>("library");

        var refusal = await Assert.ThrowsAsync<RpcException>(() => library.Client<WebhookClient>(
            LibraryFixture.Token(_hub)).CreateWebhookAsync(
                new() { Parent = $"hubs/{_hub}", Webhook = new() { Uri = "https://example.org" } }).ResponseAsync);

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Contains("Webhooks:Key", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_would_be_unsafe_are_refused()
    {
        WebhookOptions[] unsafeOnes =
        [
            new() { Key = "short" },
            new() { Key = WebhookOptions.LocalKey },
            new() { AllowLoopback = true },
            new() { AllowedNetworks = { "10.0.0.0/40" } },
            new() { Timeout = TimeSpan.FromMinutes(1) },
            new() { DeadLetterRetention = TimeSpan.FromDays(6) },
        ];
        var production = new WebhookOptions.Validation(new HostingEnvironment { EnvironmentName = "Production" });

        Assert.All(unsafeOnes, options => Assert.True(production.Validate(null, options).Failed));
        Assert.True(production.Validate(null, new()).Succeeded);
    }

    static Task<Google.Rpc.Status> ForbiddenAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, call);
}

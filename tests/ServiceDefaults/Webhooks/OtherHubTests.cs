using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

public sealed class OtherHubTests(WebhookFixture fixture)
    : OtherHubs(fixture, Library.Webhooks.V1.LibraryWebhookService.Descriptor), IClassFixture<WebhookFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    protected override Token Token => LibraryFixture.Token(_hub);

    protected override async Task<HubResources> ResourcesAsync() =>
        new HubResources($"hubs/{_hub}").With(await fixture.WebhookAsync(_hub));
}

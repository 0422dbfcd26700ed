using Mastery.Cli.Commands;
using Mastery.Webhooks.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class WebhooksCommandTests : CommandTest
{
    [Fact]
    public async Task Adds_one_and_prints_its_secret()
    {
        var exit = await RunAsync("webhooks", "add", "https://example.org/changes", "--of", "plans", "--hub", "sussex",
            "--type", "Plan", "--type", "review");

        var request = Received.Last<CreateWebhookRequest>();
        Assert.Equal(ExitCode.Done, exit);
        Assert.Equal(("hubs/sussex", "https://example.org/changes"), (request.Parent, request.Webhook.Uri));
        Assert.Equal(["mastery.services/Plan", "mastery.services/Review"], request.Webhook.ResourceTypes);
        Assert.Equal($"webhook={PlanWebhooks.Name}\nsecret=whsec_new\n", Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Lists_them_and_what_could_not_be_delivered()
    {
        await RunAsync("webhooks", "list", "--of", "plans", "--hub", "sussex");
        await RunAsync("webhooks", "dead-letters", PlanWebhooks.Name);

        Assert.Equal("hubs/sussex", Received.Last<ListWebhooksRequest>().Parent);
        Assert.Equal(PlanWebhooks.Name, Received.Last<ListDeadLettersRequest>().Name);
        Assert.Matches("example.org/changes.*failed 2 times, the answer was status 503.*exporter.*all.*12", Output);
        Assert.Contains("disabled, right lost", Output, StringComparison.Ordinal);
        Assert.Matches("abc-7-1.*7.*no answer in time", Output);
    }

    [Fact]
    public async Task Changes_one_by_its_name()
    {
        await RunAsync("webhooks", "disable", PlanWebhooks.Name);
        var disabled = Received.Last<UpdateWebhookRequest>();
        await RunAsync("webhooks", "enable", PlanWebhooks.Name);
        var enabled = Received.Last<UpdateWebhookRequest>();
        await RunAsync("webhooks", "rotate-secret", PlanWebhooks.Name, "--expire-previous");
        await RunAsync("webhooks", "replay", PlanWebhooks.Name, "--revision", "7");
        await RunAsync("webhooks", "get", PlanWebhooks.Name);
        await RunAsync("webhooks", "remove", PlanWebhooks.Name);

        Assert.Equal((true, false), (disabled.Webhook.Disabled, enabled.Webhook.Disabled));
        Assert.Equal(["disabled"], enabled.UpdateMask.Paths);
        Assert.True(Received.Last<RotateWebhookSecretRequest>().ExpirePrevious);
        Assert.Equal(7, Received.Last<ReplayWebhookRequest>().Revision);
        Assert.Equal(PlanWebhooks.Name, Received.Last<DeleteWebhookRequest>().Name);
        Assert.Contains("done with the log up to revision 12", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "hubs/sussex/plans/0190")]
    [InlineData("list", "--of", "access")]
    public async Task Says_what_is_no_webhook(params string[] words) =>
        Assert.Equal(ExitCode.NothingDone, await RunAsync(["webhooks", .. words]));
}

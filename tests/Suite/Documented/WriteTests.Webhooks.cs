namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    async Task WebhooksAsync()
    {
        string[] services = ["participantsWebhookService", "planWebhookService", "catalogueWebhookService"];
        foreach (var service in services)
        {
            var webhook = await _calls.NameAsync(
                $"{service}CreateWebhook", Hub, new { uri = "https://receiver.example/changes", disabled = true });
            await _calls.CallAsync(
                $"{service}UpdateWebhook", webhook, new { uri = "https://receiver.example/more", disabled = true });
            await _calls.CallAsync($"{service}RotateWebhookSecret", webhook);
            await _calls.CallAsync($"{service}ReplayWebhook", webhook, new { revision = 1 });
            await _calls.CallAsync($"{service}DeleteWebhook", webhook);
        }
    }
}

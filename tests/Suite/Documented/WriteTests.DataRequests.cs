namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of what people ask about their data.</summary>
public sealed partial class WriteTests
{
    async Task DataRequestsAsync(string participant)
    {
        var request = await _calls.NameAsync("createDataRequest", Hub, new
        {
            type = "TYPE_ACCESS",
            displayName = "Ada Lovelace",
            email = "ada@example.org",
            message = "What do you hold of me?",
        });
        await _calls.CallAsync("updateDataRequest", request, new { participant });
        await _calls.CallAsync(
            "pauseDataRequest", request, new { kind = "KIND_CLARIFICATION", reason = "Which years?" });
        await _calls.CallAsync("resumeDataRequest", request);
        await _calls.CallAsync("extendDataRequest", request, Reason);
        await _calls.CallAsync(
            "closeDataRequest", request, new { outcome = "OUTCOME_COMPLETED", reason = "Sent by post" });
    }
}

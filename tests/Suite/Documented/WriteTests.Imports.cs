namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of an import of past participations.</summary>
public sealed partial class WriteTests
{
    async Task ImportAsync()
    {
        var records = new[] { new { line = 2, schoolNumber = "980012", code = "ncp 23-12" } };
        var plan = await _calls.CallAsync("planParticipationImport", Hub, new { fileName = "List.csv", records });
        var import = plan.GetProperty("name").GetString()!;
        await _calls.CallAsync(
            "resolveParticipationImport", import, new
            {
                decisions = new[] { new { line = 2, withoutCode = true,
                academicYear = "2023-24", stage = "STAGE_DEVELOPMENT" } }
            });
        await _calls.CallAsync("applyParticipationImport", import);
    }
}

namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of national and local projects and their foci.</summary>
public sealed partial class WriteTests
{
    async Task CatalogueAsync()
    {
        var project = await _calls.NameAsync("createProject", "", new
        {
            code = "NCP25-91",
            displayName = "Sustaining",
            academicYear = "2025-26",
            stage = "STAGE_SUSTAINING",
            phase = "PHASE_SECONDARY",
            outcomes = new[] { new { heading = "Practice development", text = "Sustain it." } },
            eligibilityPolicy = new
            {
                routes = new[]
                {
                    new
                    {
                        rule = "development-work-group",
                        title = "Took part in a Development Work Group",
                        previousStage = new { stage = "STAGE_DEVELOPMENT", latestAcademicYear = "2024-25" },
                    },
                },
            },
        });
        var focus = new { displayName = "Fluency", subjects = Mathematics };
        await _calls.CallAsync("updateProject", project, new { audience = "Departments" });
        var first = await _calls.NameAsync("createFocus", project, focus, "focusId=a");
        await _calls.CallAsync("updateFocus", first, new { description = "New" });
        await _calls.CallAsync("publishProject", project);
        var next = await CopyAsync(project, "NCP26-91");
        await _calls.CallAsync("deleteFocus", $"{next}/foci/a");
        await _calls.CallAsync("deleteProject", next);
        await _calls.CallAsync("retireProject", project);
        await LocalProjectAsync(focus);
    }

    /// <summary>The same by a hub, under a code of its own.</summary>
    async Task LocalProjectAsync(object focus)
    {
        var project = await _calls.NameAsync("createProject", "", new
        {
            code = "YH-WRITTEN",
            displayName = "Written calculation",
            academicYear = "2025-26",
            stage = "STAGE_LOCAL",
            phase = "PHASE_SECONDARY",
            hub = Hub,
        });
        await _calls.NameAsync("createFocus", project, focus, "focusId=a");
        await _calls.CallAsync("publishProject", project);
        var next = await CopyAsync(project, "YH-WRITTEN-26");
        await _calls.CallAsync("deleteFocus", $"{next}/foci/a");
        await _calls.CallAsync("deleteProject", next);
        await _calls.CallAsync("retireProject", project);
    }

    async Task<string> CopyAsync(string project, string code) =>
        (await _calls.CallAsync("copyProject", project, new { code })).GetProperty("project").GetProperty("name")
            .GetString()!;
}

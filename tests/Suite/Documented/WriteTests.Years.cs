namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    static readonly string[] Mathematics = ["SUBJECT_MATHEMATICS"];

    /// <summary>The department takes part again a year later: its plan goes on, and is an example.</summary>
    async Task YearsAsync(string plan, string department, string[] people)
    {
        var project = await _calls.NameAsync("createProject", "", new
        {
            code = "YH-NEXTYEAR",
            displayName = "Sustaining locally",
            academicYear = "2025-26",
            stage = "STAGE_LOCAL",
            phase = "PHASE_SECONDARY",
            hub = Hub,
        });
        var focus = await _calls.NameAsync(
            "createFocus",
            project,
            new { displayName = "Talk", subjects = Mathematics },
            "focusId=a");
        await _calls.CallAsync("publishProject", project);
        var workGroup = await _calls.NameAsync(
            "createWorkGroup", Hub, new { focus, displayName = "The year after", capacity = 8 });
        await _calls.CallAsync("openWorkGroup", workGroup);
        var application = await _calls.NameAsync("createApplication", Hub, new
        {
            department,
            focus,
            advocates = people.Select(participant => new
            {
                participant,
                experienced = true,
                authorityToMakeChange = true,
            }),
            headteacherAgreement = new { displayName = "Grace Hopper", agreeDate = "2024-07-01" },
        });
        await _calls.CallAsync("submitApplication", application);
        var accepted = await _calls.CallAsync("acceptApplication", application, new { workGroup });
        var enrolment = accepted.GetProperty("enrolment").GetString()!;
        foreach (var way in new[] { "rollPlanForward", "copyPlan" })
        {
            var made = await _calls.CallAsync(way, plan, new { enrolment });
            await _calls.CallAsync("deletePlan", made.GetProperty("plan").GetProperty("name").GetString()!);
        }

        await _calls.CallAsync("withdrawEnrolment", enrolment, Reason);
    }
}

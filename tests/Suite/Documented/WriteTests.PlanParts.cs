namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of a plan and its parts.</summary>
public sealed partial class WriteTests
{
    static readonly string[] BigIdeas = ["BIG_IDEA_FLUENCY"];

    async Task<string> PlanAsync(string enrolment, string[] people)
    {
        var draft = await _calls.NameAsync("createPlan", Hub, new { enrolment, title = "A draft" });
        await _calls.CallAsync("deletePlan", draft);
        var plan = await _calls.NameAsync("createPlan", Hub, new { enrolment, title = "Fluency" });
        await _calls.CallAsync("updatePlan", plan, new { vision = "Fluency for all" });
        await _calls.CallAsync("adoptCatalogueRevision", plan);
        var evidence = await EvidenceAsync(plan, "NEEDS_OF_STUDENTS");
        await _calls.CallAsync("updateEvidence", evidence, new { measure = new { label = "Secure", value = 34.5 } });
        await _calls.CallAsync("deleteEvidence", await EvidenceAsync(plan, "NEEDS_OF_STUDENTS"));
        var aim = await AimAsync(plan, [evidence, await EvidenceAsync(plan, "NEEDS_OF_TEACHERS")]);
        await _calls.CallAsync("updateAim", aim, new { bigIdeas = BigIdeas });
        await _calls.CallAsync("deleteAim", await AimAsync(plan, [evidence]));
        var activity = "";
        foreach (var day in new[] { "2024-10-16", "2025-02-05", "2025-05-14" })
        {
            activity = await ActivityAsync(plan, aim, day);
            await _calls.CallAsync("updateActivity", activity, new { title = "Planning" });
        }

        await _calls.CallAsync("deleteActivity", await ActivityAsync(plan, aim, "2025-06-01"));
        await _calls.CallAsync("cancelActivity", await ActivityAsync(plan, aim, "2025-06-01"));
        await _calls.CallAsync("sharePlan", plan);
        await _calls.CallAsync("returnPlan", plan, Reason);
        await _calls.CallAsync("sharePlan", plan);
        await _calls.CallAsync("agreePlan", plan);
        await _calls.CallAsync("deliverActivity", activity, new { deliverDate = "2025-05-14" });
        await _calls.CallAsync(
            "recordActivityAttendance",
            activity,
            new { attendances = people.Select(participant => new { participant, present = true }) });
        await ReviewAsync(plan, aim);
        await FeedbackAsync(plan, aim, enrolment[..enrolment.IndexOf("/enrolments/", StringComparison.Ordinal)]);
        return plan;
    }

    Task<string> EvidenceAsync(string plan, string needsOf) => _calls.NameAsync("createEvidence", plan, new
    {
        kind = "KIND_ASSESSMENT",
        needsOf = new[] { needsOf },
        collectDate = "2024-09-18",
        finding = "Students do not see when a situation is multiplicative.",
    });

    Task<string> AimAsync(string plan, string[] evidence) => _calls.NameAsync("createAim", plan, new
    {
        statement = "Every class meets multiplicative reasoning through the same few representations.",
        outcomeHeading = "Practice development",
        evidence,
        horizon = "HORIZON_LONG",
        successCriteria = new[]
        {
            new
            {
                statement = "Secure in ratio",
                direction = "DIRECTION_INCREASE",
                baseline = 34,
                target = 60,
                unit = "%",
                dueDate = "2025-06-27",
            },
        },
    });

    Task<string> ActivityAsync(string plan, string aim, string day) => _calls.NameAsync("createActivity", plan, new
    {
        title = "Planning together",
        kind = "KIND_COLLABORATIVE_PLANNING",
        aims = new[] { aim },
        startDate = day,
        wholeDepartment = true,
    });
}

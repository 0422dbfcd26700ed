namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    Task<string> ReviewAsync(string plan, string aim) => _calls.NameAsync("createReview", plan, new
    {
        reviewDate = "2025-02-13",
        aimReviews = new[]
        {
            new { aim, rating = "RATING_AMBER", narrative = "Two of three classes", impact = "52 % are secure" },
        },
    });

    async Task FeedbackAsync(string plan, string aim, string group)
    {
        var given = await _calls.NameAsync("createFeedback", plan, new
        {
            kind = "KIND_CHALLENGE",
            department = await NeighbourAsync(group),
            subject = aim,
            comment = "How will you know that it is the bar models?",
        });
        await _calls.CallAsync("respondToFeedback", given, new { response = "Two classes begin without them" });
        await _calls.CallAsync("resolveFeedback", given, new { resolution = "That will show it" });
    }

    /// <summary>Another department that takes part in the Work Group.</summary>
    async Task<string> NeighbourAsync(string group)
    {
        var department = await DepartmentAsync("SUBJECT_MATHEMATICS", "schools/980013");
        await _calls.CallAsync(
            "createPastParticipation", department, new { stage = "STAGE_DEVELOPMENT", academicYear = "2022-23" });
        string[] people = [await HireAsync(department, "1234565"), await HireAsync(department, "1234566")];
        await _calls.CallAsync("acceptApplication", await SubmitAsync(department, group, people));
        return department;
    }
}

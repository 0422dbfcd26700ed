namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of a sync of staff.</summary>
public sealed partial class WriteTests
{
    /// <summary>A school whose department has two people of this name.</summary>
    async Task RostersAsync(string school)
    {
        var sync = await _calls.NameAsync("batchPlanRosterSync", "", new
        {
            header = new { source = school, system = "sims", mode = "ROSTER_MODE_DELTA" },
            records = new[]
            {
                new
                {
                    id = "7",
                    givenName = "Ada",
                    familyName = "Lovelace",
                    posts = new[] { new { subject = "Maths", jobTitle = "Teacher of Mathematics" } },
                },
            },
        });
        var reviews = await _calls.CallAsync("listMatchReviews", Hub);
        var review = reviews.GetProperty("matchReviews")[0].GetProperty("name").GetString()!;
        await _calls.CallAsync("resolveMatchReview", review, new { newPerson = true });
        await _calls.CallAsync("applyRosterSync", sync);
        await _calls.CallAsync("revertRosterSync", sync);
    }
}

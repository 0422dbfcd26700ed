namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    async Task EndEnrolmentAsync(string enrolment, string department, string[] people)
    {
        await _calls.CallAsync("deferEnrolment", enrolment, Reason);
        await _calls.CallAsync("resumeEnrolment", enrolment);
        await _calls.CallAsync("replaceAdvocate", enrolment, new
        {
            advocate = people[1],
            replacement = await HireAsync(department, "1234564"),
            reason = "To try it",
        });
        var other = await GroupAsync();
        await _calls.CallAsync("openWorkGroup", other);
        var moved = await _calls.CallAsync(
            "transferEnrolment", enrolment, new { workGroup = other, reason = "To try it" });
        await _calls.CallAsync("withdrawEnrolment", moved.GetProperty("name").GetString()!, Reason);
        await _calls.CallAsync("waitlistApplication", await SubmitAsync(department, other, people));
        var promoted = await _calls.CallAsync("promoteWaitlisted", other);
        await _calls.CallAsync("completeEnrolment", promoted.GetProperty("enrolment").GetString()!);
    }
}

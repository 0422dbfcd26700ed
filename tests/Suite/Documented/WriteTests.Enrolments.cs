namespace Mastery.Suite.Tests.Documented;

public sealed partial class WriteTests
{
    async Task SessionsAsync(string group, string[] people)
    {
        await _calls.CallAsync("deleteSession", await SessionAsync(group));
        await _calls.CallAsync("cancelSession", await SessionAsync(group), Reason);
        await _calls.CallAsync("holdSession", await SessionAsync(group));
        var session = await SessionAsync(group);
        await _calls.CallAsync("updateSession", session, new { location = "The hall" });
        await _calls.CallAsync("rescheduleSession", session, new
        {
            startTime = "2024-10-09T15:00:00Z",
            endTime = "2024-10-09T17:00:00Z",
            reason = "To try it",
        });
        await _calls.CallAsync("recordAttendance", session, new
        {
            attendances = people.Select(participant => new { participant, present = true }),
        });
    }

    Task<string> SessionAsync(string group) => _calls.NameAsync("createSession", group, new
    {
        title = "Ratio tables",
        startTime = "2024-10-02T15:00:00Z",
        endTime = "2024-10-02T17:00:00Z",
        mode = "MODE_SCHOOL_VISIT",
        hostSchool = "schools/980012",
    });

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

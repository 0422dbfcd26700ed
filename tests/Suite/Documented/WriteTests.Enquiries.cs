namespace Mastery.Suite.Tests.Documented;

/// <summary>The writes of enquiries and their answers.</summary>
public sealed partial class WriteTests
{
    async Task<string> EnquiriesAsync()
    {
        var (enquiry, other) = (await AskAsync(), await AskAsync());
        await _calls.CallAsync("updateEnquiry", enquiry, new { role = "Head of science" });
        var answer = new { text = "Yes, you can.", author = "Grace Hopper" };
        var answered = await _calls.CallAsync("answerEnquiry", enquiry, answer);
        await _calls.CallAsync("convertEnquiry", enquiry);
        await _calls.CallAsync("closeEnquiry", other, Reason);
        return answered.GetProperty("answer").GetProperty("letter").GetString()!;
    }

    Task<string> AskAsync() => _calls.NameAsync("createEnquiry", Hub, new
    {
        displayName = "Ada Lovelace",
        email = "ada@example.org",
        school = "schools/980012",
        focus = Focus,
        message = "May we join?",
    });
}

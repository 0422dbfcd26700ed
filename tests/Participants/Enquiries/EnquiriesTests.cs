using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Enquiry.Types.State;

namespace Mastery.Participants.Tests;

public sealed class EnquiryStandardMethods(PeopleFixture fixture) : StandardMethods<V1.Enquiry>(fixture)
{
    protected override string[] SortedOverEveryHub => ["receive_date", "update_time"];

    protected override async Task<V1.Enquiry> ExampleAsync(string parent, int number) => new()
    {
        DisplayName = "Ada Lovelace",
        Email = $"ada{number}@example.org",
        Role = "Head of mathematics",
        School = await fixture.SchoolAsync(),
        Subject = Subject.Mathematics,
        Focus = PeopleFixture.Focus,
        Message = "May we join?\n\nWe took part in 2022/23.",
        ReceiveDate = $"2024-05-{1 + number % 28:00}",
    };

    protected override void Alter(V1.Enquiry resource) => resource.Role = "Second in mathematics";
}

/// <summary>What a hub keeps of those who ask.</summary>
public sealed class EnquiriesTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Wait_for_the_hub_with_what_is_required_only()
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.Focus = "");

        Assert.Equal((State.Open, null, ""), (enquiry.State, enquiry.Answer, enquiry.Department));
        Assert.Equal($"{DateTime.UtcNow:yyyy-MM-dd}", enquiry.ReceiveDate);
    }

    [Fact]
    public Task Are_of_a_school_in_the_directory() => Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
        () => fixture.EnquiryAsync($"schools/{PeopleFixture.FreshUrn()}"));

    [Fact]
    public Task Are_about_a_focus_in_the_catalogue() => Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
        () => fixture.EnquiryAsync(change: asked => asked.Focus = "projects/NCP24-14/foci/z"));

    [Fact]
    public Task Do_not_come_tomorrow() => Refused.ForFieldAsync("enquiry.receive_date",
        () => fixture.EnquiryAsync(change: asked => asked.ReceiveDate = "2100-01-01"));

    [Fact]
    public async Task Are_found_by_state_school_and_address()
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.Email = "Zuse@Example.org");
        await fixture.EnquiryAsync(enquiry.School);
        var closed = await fixture.EnquiryAsync(enquiry.School, asked => asked.Email = "zuse@example.org");
        await fixture.Groups.CloseEnquiryAsync(new() { Name = closed.Name, Reason = "An advertisement" });

        var found = await fixture.Groups.ListEnquiriesAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"state = OPEN AND school = \"{enquiry.School}\" AND email = \"zuse@example.org\"",
        });

        Assert.Equal([enquiry], found.Enquiries);
    }

    [Fact]
    public async Task Keep_what_is_personal_apart_in_the_change_log()
    {
        var enquiry = await fixture.EnquiryAsync();

        var subjects = await fixture.QueryAsync($"""
            SELECT DISTINCT p.subject FROM change_personal p
            WHERE p.subject = '{enquiry.Name}' AND p::text LIKE '%May we join?%'
            """);

        Assert.Equal([enquiry.Name], subjects);
    }

    [Fact]
    public async Task Are_not_seen_with_a_token_of_their_school()
    {
        var enquiry = await fixture.EnquiryAsync();
        var school = fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
            new Token { School = enquiry.School["schools/".Length..] });

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await school.GetEnquiryAsync(new() { Name = enquiry.Name }));
    }
}

public sealed class AnswerEnquiryTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Writes_a_letter_in_the_hubs_name_to_who_asked()
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.ReceiveDate = "2024-05-20");

        var answered = await AnswerAsync(enquiry, "Yes, you can.\n\nShall we <b>talk</b> on Monday?");

        Assert.Equal((State.Answered, "Grace Hopper"), (answered.State, answered.Answer.Author));
        var letter = await fixture.Groups.GetLetterAsync(new() { Name = answered.Answer.Letter });
        Assert.Equal(
            (enquiry.Name, "", "ada@example.org", "Your enquiry about NCP24-14b"),
            (letter.Enquiry, letter.Application, letter.Email, letter.Subject));
        var urn = enquiry.School["schools/".Length..];
        var hub = await fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>().GetHubAsync(
            new() { Name = PeopleFixture.Hub });
        Assert.Equal(
            $"Dear Ada Lovelace,\n\nThank you for your enquiry of 20 May 2024 about School {urn}.\n\nYes, you can.\n\n"
                + $"Shall we <b>talk</b> on Monday?\n\nQuestions? Write to us at {hub.ContactEmail}.\n\n"
                + "Yours sincerely\n\nGrace Hopper\nYorkshire and the Humber Maths Hub\n",
            letter.Text);
        Assert.Contains("<p>Shall we &lt;b&gt;talk&lt;/b&gt; on Monday?</p>", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_letter_to_the_hub_where_no_mail_is_sent()
    {
        var answered = await AnswerAsync(await fixture.EnquiryAsync());

        var marked = await fixture.Groups.MarkLetterSentAsync(new() { Name = answered.Answer.Letter });

        Assert.Equal(V1.Letter.Types.State.SentByHand, marked.State);
    }

    [Fact]
    public async Task Sends_again_to_an_address_that_was_corrected()
    {
        var answered = await AnswerAsync(await fixture.EnquiryAsync());
        await fixture.Groups.UpdateEnquiryAsync(
            new() { Enquiry = new() { Name = answered.Name, Email = "right@example.org" } });

        var again = await fixture.Groups.SendLetterAsync(new() { Name = answered.Answer.Letter });

        Assert.Equal("right@example.org", again.Email);
    }

    [Fact]
    public async Task Refuses_a_second_answer_and_says_how_to_go_on()
    {
        var answered = await AnswerAsync(await fixture.EnquiryAsync());

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => AnswerAsync(answered));

        Assert.Contains("ConvertEnquiry", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_what_the_log_keeps_of_the_letter_be_erased_with_the_enquiry()
    {
        var answered = await AnswerAsync(await fixture.EnquiryAsync());

        var texts = await fixture.QueryAsync($"""
            SELECT DISTINCT p.subject FROM change_personal p
            WHERE p.subject = '{answered.Name}' AND p::text LIKE '%Dear Ada Lovelace%'
            """);

        Assert.Equal([answered.Name], texts);
    }

    Task<V1.Enquiry> AnswerAsync(V1.Enquiry enquiry, string text = "Yes, you can.") => fixture.Groups
        .AnswerEnquiryAsync(new() { Name = enquiry.Name, Text = text, Author = "Grace Hopper" }).ResponseAsync;
}

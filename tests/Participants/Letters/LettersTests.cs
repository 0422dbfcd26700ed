using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using State = Mastery.Participants.V1.Letter.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>What is written to a department, where the service sends no mail.</summary>
public sealed class LettersTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Submission_is_answered_to_the_head_of_department_by_name()
    {
        var department = await HeadedAsync();

        var letter = await OnlyAsync(await fixture.SubmittedAsync(department));

        Assert.Equal((Kind.Received, "Ada Lovelace", "ada@example.org"),
            (letter.Kind, letter.RecipientName, letter.Email));
        Assert.StartsWith("Dear Ada Lovelace,\n\nThank you for applying. We have received the application of the "
            + $"mathematics department of School {department.School["schools/".Length..]} for “Developing fluency",
            letter.Text, StringComparison.Ordinal);
        Assert.Equal("We have received your application for NCP24-14b", letter.Subject);
        Assert.EndsWith(
            "Yours sincerely\n\nYorkshire and the Humber Maths Hub\n", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_waits_for_the_hub_and_says_why_where_no_mail_is_sent()
    {
        var letter = await OnlyAsync(await fixture.SubmittedAsync(await HeadedAsync()));

        Assert.Equal(State.NotSent, letter.State);
        Assert.StartsWith("This service sends no e-mail.", letter.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_department_without_a_head_is_written_to_by_its_first_Advocate()
    {
        var application = await fixture.SubmittedAsync();

        var letter = await OnlyAsync(application);

        Assert.Equal(application.Advocates[0].Participant, letter.Recipient);
        Assert.StartsWith("No e-mail address", letter.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_open_about_eligibility_is_listed()
    {
        var application = await fixture.SubmittedAsync(await fixture.DepartmentAsync());

        var letter = await OnlyAsync(application);

        Assert.Equal(Kind.NeedsReview, letter.Kind);
        var open = application.Eligibility.Rules.Where(rule => rule.Verdict
            is V1.Eligibility.Types.Verdict.NotMet or V1.Eligibility.Types.Verdict.Unknown).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, rule => Assert.Contains($"- {rule.Explanation}", letter.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_way_in_that_is_not_needed_is_not_mentioned()
    {
        var department = await fixture.EligibleDepartmentAsync();

        var letter = await OnlyAsync(await fixture.SubmittedAsync(department, application =>
            application.Advocates[0].AuthorityToMakeChange = false));

        Assert.Equal(Kind.NeedsReview, letter.Kind);
        Assert.Contains("authority to make change happen", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mastery Specialist", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_decision_has_its_letter_in_order()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await fixture.WaitlistedAsync(group);
        await fixture.Groups.PromoteWaitlistedAsync(new() { Name = group.Name });

        var letters = await ListAsync(waiting.Name);

        Assert.Equal([Kind.Received, Kind.Waitlisted, Kind.Accepted], letters.Select(letter => letter.Kind));
        Assert.Contains("on its waiting list, in place 1.", letters[1].Text, StringComparison.Ordinal);
        Assert.Contains("a place in the Work Group “Wakefield Sustaining” in 2024/25", letters[2].Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decline_gives_the_reason_and_encodes_it_in_HTML()
    {
        var submitted = await fixture.SubmittedAsync();
        await fixture.Groups.DeclineApplicationAsync(new()
        {
            Name = submitted.Name,
            DeclineReason = V1.Application.Types.DeclineReason.Other,
            Reason = "Fewer than <b>ten</b> & <script>alert(1)</script>",
        });

        var letter = (await ListAsync(submitted.Name))[^1];

        Assert.Equal(Kind.Declined, letter.Kind);
        Assert.Contains("- Fewer than <b>ten</b> & <script>", letter.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Fewer than &lt;b&gt;ten&lt;/b&gt; &amp; &lt;script&gt;", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", letter.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_Work_Group_is_told_to_those_who_wait()
    {
        var group = await fixture.WorkGroupAsync();
        var waiting = await fixture.WaitlistedAsync(group);
        await fixture.Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "Too few schools" });

        var letter = (await ListAsync(waiting.Name))[^1];

        Assert.Equal(Kind.Declined, letter.Kind);
        Assert.Contains("The Work Group “Wakefield Sustaining”, for which you waited, will not take place:\n\n"
            + "- Too few schools", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_is_confirmed_and_a_draft_that_never_arrived_is_not()
    {
        var submitted = await fixture.SubmittedAsync();
        var draft = await fixture.DraftAsync();

        foreach (var application in (V1.Application[])[submitted, draft])
        {
            await fixture.Groups.WithdrawApplicationAsync(new() { Name = application.Name, Reason = "A new head" });
        }

        Assert.Equal(Kind.Withdrawn, (await ListAsync(submitted.Name))[^1].Kind);
        Assert.Empty(await ListAsync(draft.Name));
    }

    [Fact]
    public async Task A_refused_decision_leaves_no_letter()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);
        await fixture.AcceptedAsync(group);
        var second = await fixture.SubmittedAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WorkGroupFull, () =>
            fixture.Groups.AcceptApplicationAsync(new() { Name = second.Name, WorkGroup = group.Name }).ResponseAsync);

        Assert.Equal(Kind.Received, Assert.Single(await ListAsync(second.Name)).Kind);
    }

    [Fact]
    public async Task Letters_of_all_applications_are_found_by_state_and_recipient()
    {
        var letter = await OnlyAsync(await fixture.SubmittedAsync(await HeadedAsync()));
        var other = await OnlyAsync(await fixture.SubmittedAsync(await HeadedAsync()));
        await fixture.Groups.MarkLetterSentAsync(new() { Name = other.Name });

        Assert.Equal(letter.Name, Assert.Single(await FindAsync(letter, "NOT_SENT")).Name);
        Assert.Equal(other.Name, Assert.Single(await FindAsync(other, "SENT_BY_HAND")).Name);
        Assert.Empty(await FindAsync(other, "NOT_SENT"));
    }

    [Fact]
    public async Task A_letter_is_marked_as_sent_by_hand_once()
    {
        var letter = await OnlyAsync(await fixture.SubmittedAsync(await HeadedAsync()));

        var marked = await fixture.Groups.MarkLetterSentAsync(new() { Name = letter.Name, Etag = letter.Etag });

        Assert.Equal((State.SentByHand, ""), (marked.State, marked.StateReason));
        Assert.NotNull(marked.SendTime);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.Groups.MarkLetterSentAsync(new() { Name = letter.Name }).ResponseAsync);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.Groups.SendLetterAsync(new() { Name = letter.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Sending_again_takes_the_address_of_now()
    {
        var application = await fixture.SubmittedAsync();
        var letter = await OnlyAsync(application);
        await fixture.People.UpdateParticipantAsync(
            new() { Participant = new() { Name = letter.Recipient, Email = "new@example.org" } });

        var posted = await fixture.Groups.SendLetterAsync(new() { Name = letter.Name });

        Assert.Equal(("new@example.org", State.NotSent), (posted.Email, posted.State));
        Assert.StartsWith("This service sends no e-mail.", posted.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_log_keeps_of_a_letter_is_erased_with_its_recipient()
    {
        var letter = await OnlyAsync(await fixture.SubmittedAsync(await HeadedAsync()));

        var subjects = await fixture.QueryAsync($"""
            SELECT DISTINCT p.subject FROM change_personal p WHERE p.subject = '{letter.Recipient}'
                AND p::text LIKE '%Thank you for applying%'
            """);

        Assert.Equal([letter.Recipient], subjects);
    }

    [Fact]
    public async Task A_recipient_is_not_deleted_while_the_letter_is_kept()
    {
        var department = await HeadedAsync();
        await fixture.SubmittedAsync(department);
        var head = (await fixture.People.GetDepartmentAsync(new() { Name = department.Name })).Head;

        var refusal = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.DeleteParticipantAsync(new() { Name = head }).ResponseAsync);

        Assert.Contains(refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations,
            violation => violation.Type == "letter");
    }

    [Fact]
    public async Task A_letter_follows_its_recipient_into_a_merged_record()
    {
        var department = await HeadedAsync();
        var letter = await OnlyAsync(await fixture.SubmittedAsync(department));
        var same = await fixture.ParticipantAsync(department);

        await fixture.People.MergeParticipantsAsync(new() { Name = same.Name, Duplicate = letter.Recipient });

        Assert.Equal(same.Name, (await fixture.Groups.GetLetterAsync(new() { Name = letter.Name })).Recipient);
    }

    async Task<V1.Department> HeadedAsync()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var head = await fixture.ParticipantAsync(department, person => person.Email = "ada@example.org");
        return await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });
    }

    async Task<V1.Letter> OnlyAsync(V1.Application application) =>
        Assert.Single(await ListAsync(application.Name));

    Task<IReadOnlyList<V1.Letter>> ListAsync(string application) => FilterAsync($"application = \"{application}\"");

    async Task<IReadOnlyList<V1.Letter>> FilterAsync(string filter) =>
        (await fixture.Groups.ListLettersAsync(new() { Parent = PeopleFixture.Hub, Filter = filter })).Letters;

    Task<IReadOnlyList<V1.Letter>> FindAsync(V1.Letter letter, string state) =>
        FilterAsync($"state = {state} AND recipient = \"{letter.Recipient}\"");
}

using Kind = Mastery.Participants.V1.Letter.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>What a department is told of its place in a Work Group.</summary>
public sealed class EnrolmentLettersTests(PeopleFixture fixture) : EnrolmentVerb(fixture)
{
    [Fact]
    public async Task A_deferral_and_its_end_are_told_with_day_and_reason()
    {
        var deferred = await DeferAsync(await EnrolledAsync());
        await Groups.ResumeEnrolmentAsync(new() { Name = deferred.Name });

        var letters = await OfAsync(deferred.Name);

        Assert.Equal([Kind.Deferred, Kind.Resumed], letters.Select(letter => letter.Kind));
        Assert.Contains("does not take part in the Work Group “Wakefield Sustaining” in 2024/25 for the time being. "
            + "Its place is kept. This is the reason that we have noted:\n\n- A new building\n",
            letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("takes part in the Work Group “Wakefield Sustaining” in 2024/25 again. It works on “Developing",
            letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_is_given_up_is_told_to_the_department_that_had_it()
    {
        var enrolment = await EnrolledAsync();

        await WithdrawAsync(enrolment);

        var letter = Assert.Single(await OfAsync(enrolment.Name));
        Assert.Equal((Kind.PlaceGivenUp, enrolment.Advocates[0].Participant), (letter.Kind, letter.Recipient));
        Assert.Contains("- Staff have left\n", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_completed_Work_Group_writes_to_those_who_took_part_and_to_those_who_paused()
    {
        var group = await Fixture.WorkGroupAsync();
        var (there, away) = (await EnrolledAsync(group), await DeferAsync(await EnrolledAsync(group)));
        await Groups.StartWorkGroupAsync(new() { Name = group.Name });

        await Groups.CompleteWorkGroupAsync(new() { Name = group.Name });

        var completed = Assert.Single(await OfAsync(there.Name));
        Assert.Equal(Kind.Completed, completed.Kind);
        Assert.Contains(
            "has completed the Work Group “Wakefield Sustaining” in 2024/25", completed.Text, StringComparison.Ordinal);
        Assert.Equal([Kind.Deferred, Kind.PlaceGivenUp], (await OfAsync(away.Name)).Select(letter => letter.Kind));
    }

    [Fact]
    public async Task One_that_is_completed_by_itself_is_told_too()
    {
        var enrolment = await EnrolledAsync();

        await Groups.CompleteEnrolmentAsync(new() { Name = enrolment.Name });

        Assert.Equal(Kind.Completed, Assert.Single(await OfAsync(enrolment.Name)).Kind);
    }

    [Fact]
    public async Task A_department_that_goes_on_in_another_Work_Group_is_told_both_names()
    {
        var enrolment = await EnrolledAsync();
        var to = await Fixture.WorkGroupAsync();
        await Groups.UpdateWorkGroupAsync(
            new() { WorkGroup = new() { Name = to.Name, DisplayName = "Hull Sustaining" } });

        var next = await Groups.TransferEnrolmentAsync(
            new() { Name = enrolment.Name, WorkGroup = to.Name, Reason = "Nearer" });

        var letter = Assert.Single(await OfAsync(next.Name));
        Assert.Equal(Kind.Transferred, letter.Kind);
        Assert.Contains("has its place in the Work Group “Hull Sustaining” in 2024/25, no longer in the Work Group "
            + "“Wakefield Sustaining”.", letter.Text, StringComparison.Ordinal);
        Assert.Empty(await OfAsync(enrolment.Name));
    }

    [Fact]
    public async Task A_cancelled_Work_Group_is_told_with_its_reason()
    {
        var enrolment = await EnrolledAsync();

        await Groups.CancelWorkGroupAsync(new() { Name = GroupOf(enrolment), Reason = "The lead has left." });

        var letter = Assert.Single(await OfAsync(enrolment.Name));
        Assert.Equal(Kind.WorkGroupCancelled, letter.Kind);
        Assert.Contains("- The lead has left.\n", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_request_writes_one_letter()
    {
        var enrolment = await EnrolledAsync();
        var request = new V1.DeferEnrolmentRequest
        {
            Name = enrolment.Name,
            Reason = "A new building",
            RequestId = $"{Guid.NewGuid()}",
        };

        await Groups.DeferEnrolmentAsync(request);
        await Groups.DeferEnrolmentAsync(request);

        Assert.Single(await OfAsync(enrolment.Name));
    }

    [Fact]
    public async Task A_department_that_changes_hub_hears_of_its_place_and_its_applications_from_the_new_hub()
    {
        var department = await Fixture.EligibleDepartmentAsync();
        await EnrolledAsync(department: department);
        await Fixture.SubmittedAsync(
            department, application =>
            {
                application.Focus = PeopleFixture.BespokeFocus;
                application.Theme = "Proof";
            });
        var next = await Fixture.WorkGroupAsync(hub: PeopleFixture.OtherHub);

        await Handover.TryAsync(Fixture, department.Name, next.Name);

        var letters = await FindAsync(PeopleFixture.OtherHub, "kind = TRANSFERRED OR kind = HUB_CHANGED");
        var ours = letters.Where(letter =>
            letter.Text.Contains($"School {department.School.Split('/')[1]}", StringComparison.Ordinal)).ToList();
        Assert.Equal([Kind.HubChanged, Kind.Transferred], ours.Select(letter => letter.Kind).Order());
        Assert.Contains(" is now with ", ours.Single(letter => letter.Kind == Kind.HubChanged).Subject,
            StringComparison.Ordinal);
    }

    Task<IReadOnlyList<V1.Letter>> OfAsync(string enrolment) =>
        FindAsync(PeopleFixture.Hub, $"enrolment = \"{enrolment}\"");

    async Task<IReadOnlyList<V1.Letter>> FindAsync(string hub, string filter) =>
        (await Groups.ListLettersAsync(new() { Parent = hub, Filter = filter, PageSize = 1000 })).Letters;
}

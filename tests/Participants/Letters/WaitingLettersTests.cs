using Kind = Mastery.Participants.V1.Letter.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>What a department is told between its application and the answer.</summary>
public sealed class WaitingLettersTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData(false, "We will write to you with our decision.")]
    [InlineData(true, "Your department keeps its place on the waiting list.")]
    public async Task Another_outcome_is_told_once(bool waitlisted, string next)
    {
        var department = await fixture.DepartmentAsync(await fixture.SchoolAsync());
        var submitted = await fixture.SubmittedAsync(department);
        if (waitlisted)
        {
            await fixture.Groups.WaitlistApplicationAsync(
                new() { Name = submitted.Name, WorkGroup = (await fixture.WorkGroupAsync()).Name });
        }

        await fixture.Groups.ReassessApplicationAsync(new() { Name = submitted.Name });
        await fixture.PastAsync(department);
        await fixture.Groups.ReassessApplicationAsync(new() { Name = submitted.Name });
        await fixture.Groups.ReassessApplicationAsync(new() { Name = submitted.Name });

        var letter = Assert.Single(await OfAsync(submitted.Name), letter => letter.Kind == Kind.Reassessed);
        Assert.Contains(
            "On what we know now, your department can take part.\n\n", letter.Text, StringComparison.Ordinal);
        Assert.Contains(next, letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_set_aside_is_told_when_the_outcome_is_another()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var submitted = await fixture.SubmittedAsync(
            department, application => application.Advocates[0].AuthorityToMakeChange = false);

        await fixture.Groups.OverrideEligibilityAsync(
            new() { Name = submitted.Name, Rule = "leads.authority", Reason = "Her headteacher has confirmed it" });

        Assert.Equal(
            [Kind.NeedsReview, Kind.Reassessed], (await OfAsync(submitted.Name)).Select(letter => letter.Kind));
    }

    [Fact]
    public async Task Who_becomes_the_first_on_the_waiting_list_is_told_and_nobody_else()
    {
        var group = await fixture.WorkGroupAsync(capacity: 1);
        var (first, second, third) = (await fixture.WaitlistedAsync(group), await fixture.WaitlistedAsync(group),
            await fixture.WaitlistedAsync(group));

        await fixture.Groups.WithdrawApplicationAsync(new() { Name = first.Name, Reason = "A new head" });

        var letter = (await OfAsync(second.Name))[^1];
        Assert.Equal(Kind.WaitlistFirst, letter.Kind);
        Assert.Contains("is now the first on the waiting list of the Work Group “Wakefield Sustaining” in 2024/25",
            letter.Text, StringComparison.Ordinal);
        Assert.Equal(
            [Kind.Received, Kind.Waitlisted], (await OfAsync(third.Name)).Select(other => other.Kind));
    }

    [Fact]
    public async Task Who_stays_first_while_another_is_promoted_is_not_told_again()
    {
        var group = await fixture.WorkGroupAsync();
        var (first, second) = (await fixture.WaitlistedAsync(group), await fixture.WaitlistedAsync(group));

        await fixture.Groups.PromoteWaitlistedAsync(
            new() { Name = group.Name, Application = second.Name, Reason = "Its specialist leads the group" });

        Assert.Equal([Kind.Received, Kind.Waitlisted], (await OfAsync(first.Name)).Select(letter => letter.Kind));
        Assert.Equal(Kind.Accepted, (await OfAsync(second.Name))[^1].Kind);
    }

    async Task<IReadOnlyList<V1.Letter>> OfAsync(string application) => (await fixture.Groups.ListLettersAsync(
        new() { Parent = PeopleFixture.Hub, Filter = $"application = \"{application}\"" })).Letters;
}

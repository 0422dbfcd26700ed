using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>Everybody who wants a place in a Work Group waits for its row, so it is locked for as short as can be. A
/// service of its own: tables are locked.</summary>
public sealed class WorkGroupLockTests(WorkGroupLockTests.OwnFixture fixture)
    : IClassFixture<WorkGroupLockTests.OwnFixture>
{
    [Fact]
    public async Task Is_not_held_while_the_facts_about_a_department_are_read()
    {
        var group = await fixture.WorkGroupAsync();
        var submitted = await fixture.SubmittedAsync();
        await using var facts = await LockedRow.OfAllAsync(fixture.Service.Database, "past_participation");

        var accepting = fixture.Groups.AcceptApplicationAsync(new() { Name = submitted.Name, WorkGroup = group.Name });
        await facts.WaitersAsync(1);
        var renamed = await fixture.Groups.UpdateWorkGroupAsync(new()
        {
            WorkGroup = new() { Name = group.Name, DisplayName = "Renamed meanwhile" },
            UpdateMask = new() { Paths = { "display_name" } },
        });
        await facts.ReleaseAsync();

        Assert.Equal("Renamed meanwhile", renamed.DisplayName);
        Assert.Equal(V1.Application.Types.State.Accepted, (await accepting).State);
    }

    [Fact]
    public async Task Leaves_time_to_decide_on_the_application_that_is_accepted_after_it()
    {
        var group = await fixture.WorkGroupAsync();
        var (old, school) = ($"schools/{PeopleFixture.FreshUrn()}", await fixture.SchoolAsync());
        await fixture.SuccessionAsync(old, school, followed: false);
        var department = await fixture.DepartmentAsync(school);
        await fixture.PastAsync(department, school: old);
        var submitted = await fixture.SubmittedAsync(department);
        await using var row = await LockedRow.OfAsync(fixture.Service.Database, "work_group", group.Name);

        var accepting = fixture.Groups.AcceptApplicationAsync(new() { Name = submitted.Name, WorkGroup = group.Name });
        await row.WaitersAsync(1);
        await fixture.Groups.OverrideEligibilityAsync(new()
        {
            Name = submitted.Name,
            Rule = "development-work-group",
            Reason = "The whole department came over from the old school.",
        });
        await row.ReleaseAsync();

        Assert.Equal(V1.Application.Types.State.Accepted, (await accepting).State);
    }

    public sealed class OwnFixture : PeopleFixture;
}

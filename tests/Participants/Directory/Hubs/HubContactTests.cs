namespace Mastery.Participants.Tests;

/// <summary>Somebody who does not know their hub finds by their school whom to ask.</summary>
public sealed class HubContactTests(PeopleFixture fixture)
{
    V1.SchoolDirectoryService.SchoolDirectoryServiceClient Directory =>
        fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>();

    [Fact]
    public async Task Is_in_every_answer_about_a_school()
    {
        var (hub, school) = await SchoolAsync();
        var expected = ("Lindsey Maths Hub", "lindsey@example.org");

        var got = await Directory.GetSchoolAsync(new() { Name = school });
        var looked = await Directory.LookupSchoolAsync(new() { Number = school["schools/".Length..] });
        var listed = await Directory.ListSchoolsAsync(new() { Filter = $"hub = \"{hub}\"" });

        Assert.All(
            [got, Assert.Single(looked.Schools), Assert.Single(listed.Schools)],
            one => Assert.Equal(expected, (one.HubDisplayName, one.HubContactEmail)));
    }

    [Fact]
    public async Task Is_that_of_today_when_the_hub_changes_it()
    {
        var (hub, school) = await SchoolAsync();

        await Directory.UpdateHubAsync(new() { Hub = new() { Name = hub, ContactEmail = "new@example.org" } });

        Assert.Equal("new@example.org", (await Directory.GetSchoolAsync(new() { Name = school })).HubContactEmail);
    }

    [Fact]
    public async Task Is_told_for_departments_that_work_with_no_hub()
    {
        var (hub, school) = await SchoolAsync();

        var owners = await Directory.GetDepartmentOwnersAsync(new() { Name = school });

        Assert.Empty(owners.Owners);
        Assert.Equal(
            (hub, "Lindsey Maths Hub", "lindsey@example.org"),
            (owners.Hub, owners.HubDisplayName, owners.ContactEmail));
    }

    [Fact]
    public async Task Is_empty_for_a_school_that_no_hub_serves()
    {
        var school = await Directory.GetSchoolAsync(new() { Name = await fixture.SchoolAsync() });

        Assert.Equal(("", ""), (school.HubDisplayName, school.HubContactEmail));
    }

    [Fact]
    public async Task Is_the_advice_to_a_department_that_cannot_take_part()
    {
        var (hub, school) = await SchoolAsync();
        var department = await fixture.DepartmentAsync(school, hub: hub);

        var verdict = await fixture.Groups.AssessEligibilityAsync(
            new() { Name = department.Name, Focus = PeopleFixture.Focus });

        Assert.Equal(V1.Eligibility.Types.Outcome.NotEligible, verdict.Outcome);
        var advice = verdict.Rules.Single(rule => rule.Rule == "hub.contact");
        Assert.Equal(V1.Eligibility.Types.Verdict.Advice, advice.Verdict);
        Assert.Equal(
            "If you would like to talk about taking part, write to Lindsey Maths Hub at lindsey@example.org.",
            advice.Explanation);
    }

    [Fact]
    public async Task Is_no_advice_to_a_department_that_can()
    {
        var submitted = await fixture.SubmittedAsync();

        Assert.DoesNotContain(submitted.Eligibility.Rules, rule => rule.Rule == "hub.contact");
    }

    async Task<(string Hub, string School)> SchoolAsync()
    {
        var id = $"lindsey-{Guid.NewGuid():N}"[..20];
        var hub = await Directory.CreateHubAsync(new()
        {
            HubId = id,
            Hub = new() { DisplayName = "Lindsey Maths Hub", ContactEmail = "lindsey@example.org" },
        });
        var school = await fixture.SchoolAsync();
        await Directory.AssignSchoolHubAsync(new() { Name = school, Hub = hub.Name, Reason = "It chose so" });
        return (hub.Name, school);
    }
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class UpdateProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Leaves_a_draft_at_its_first_revision()
    {
        var draft = await fixture.DraftAsync();

        var updated = await UpdateAsync(draft.Name, project => project.Audience = "Everyone");

        Assert.Equal(("Everyone", 1), (updated.Audience, updated.Revision));
    }

    [Fact]
    public async Task Makes_a_published_projects_next_revision_each_time()
    {
        var published = await fixture.PublishedAsync();

        await UpdateAsync(published.Name, project => project.Audience = "Everyone");
        var updated = await UpdateAsync(published.Name, project => project.Audience = "Nobody");

        Assert.Equal((3, V1.Project.Types.State.Published), (updated.Revision, updated.State));
    }

    [Fact]
    public async Task Changes_one_bound_of_the_policy_by_mask()
    {
        var published = await fixture.PublishedAsync();

        var updated = await UpdateAsync(
            published.Name, project => project.EligibilityPolicy = new() { Leads = new() { Count = 3 } },
            "eligibility_policy.leads.count");

        var wanted = published.EligibilityPolicy.Clone();
        wanted.Leads.Count = 3;
        Assert.Equal(wanted, updated.EligibilityPolicy);
    }

    [Fact]
    public async Task Refuses_to_take_the_last_route_of_a_published_project()
    {
        var published = await fixture.PublishedAsync();

        await RefusesAsync(
            ErrorReason.Incomplete, published.Name, project => project.EligibilityPolicy = new(), "eligibility_policy");
    }

    [Fact]
    public async Task Refuses_a_retired_project()
    {
        var retired = await fixture.RetiredAsync();

        await RefusesAsync(ErrorReason.WrongState, retired.Name, project => project.Audience = "Everyone");
    }

    [Fact]
    public async Task Refuses_to_continue_what_does_not_exist()
    {
        var draft = await fixture.DraftAsync();

        await RefusesAsync(
            ErrorReason.ReferenceInvalid, draft.Name, project => project.Continues = "projects/NCP01-01");
    }

    [Fact]
    public async Task Refuses_a_route_that_says_too_little()
    {
        var draft = await fixture.DraftAsync();

        await Refused.ForFieldAsync("project.eligibility_policy.routes[0].rule", () =>
            UpdateAsync(
                draft.Name, project => project.EligibilityPolicy = new() { Routes = { new V1.EligibilityRoute() } }));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("academic_year")]
    public async Task Refuses_another_code_or_year(string field)
    {
        var draft = await fixture.DraftAsync();
        var change = CatalogueFixture.Example(
            project => (project.Code, project.AcademicYear) = ("NCP99-01", "2099-00"));

        await Refused.ForFieldAsync(
            $"project.{field}", () => UpdateAsync(draft.Name, project => project.MergeFrom(change), field));
    }

    [Fact]
    public async Task Many_at_once_make_a_revision_each()
    {
        var published = await fixture.PublishedAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(
                n => UpdateAsync(published.Name, project => project.Audience = $"Audience {n}")));

        var after = await fixture.Catalogue.GetProjectAsync(new() { Name = published.Name });
        Assert.Equal(9, after.Revision);
    }

    Task<Google.Rpc.Status> RefusesAsync(
        ErrorReason reason, string name, Action<V1.Project> change, params string[] mask) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, () => UpdateAsync(name, change, mask));

    Task<V1.Project> UpdateAsync(string name, Action<V1.Project> change, params string[] mask)
    {
        var project = new V1.Project();
        change(project);
        project.Name = name;
        return fixture.Catalogue.UpdateProjectAsync(
            new() { Project = project, UpdateMask = new() { Paths = { mask } } }).ResponseAsync;
    }
}

using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class CreateProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Makes_a_draft_named_by_its_code()
    {
        var given = CatalogueFixture.Example();

        var made = await fixture.Catalogue.CreateProjectAsync(new() { Project = given });

        Assert.Equal(
            ($"projects/{given.Code}", V1.Project.Types.State.Draft, 1), (made.Name, made.State, made.Revision));
        Assert.Equal(given.EligibilityPolicy, made.EligibilityPolicy);
    }

    [Fact]
    public async Task Refuses_a_code_that_is_taken()
    {
        var taken = await fixture.DraftAsync();

        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => CreateAsync(project =>
            (project.Code, project.AcademicYear) = (taken.Code, taken.AcademicYear)));
    }

    [Theory]
    [InlineData("NCP24-1")]
    [InlineData("ncp24-14")]
    [InlineData("NCP24-14a")]
    public Task Refuses_a_code_of_another_form(string code) =>
        Refused.ForFieldAsync("project.code", () => CreateAsync(project => project.Code = code));

    [Fact]
    public Task Refuses_a_year_that_is_not_the_codes() =>
        Refused.ForFieldAsync("project.academic_year", () => CreateAsync(project => project.AcademicYear = "2024-25"));

    [Fact]
    public Task Refuses_to_continue_what_does_not_exist() => Refused.WithAsync(
        StatusCode.FailedPrecondition,
        ErrorReason.ReferenceInvalid,
        () => CreateAsync(project => project.Continues = "projects/NCP01-01"));

    [Fact]
    public Task Refuses_a_route_without_a_rule() => Refused.ForFieldAsync("project.eligibility_policy.routes[0].rule",
        () => CreateAsync(project => project.EligibilityPolicy.Routes[0].Rule = ""));

    [Fact]
    public Task Refuses_a_lead_of_an_unspecified_subject() => Refused.ForFieldAsync(
        "project.eligibility_policy.leads.subjects[0]",
        () => CreateAsync(project => project.EligibilityPolicy.Leads.Subjects.Insert(0, Subject.Unspecified)));

    [Fact]
    public Task Refuses_to_be_in_no_stage() =>
        Refused.ForFieldAsync("project.stage", () => CreateAsync(project => project.Stage = Stage.Unspecified));

    Task<V1.Project> CreateAsync(Action<V1.Project> change) =>
        fixture.Catalogue.CreateProjectAsync(new() { Project = CatalogueFixture.Example(change) }).ResponseAsync;
}

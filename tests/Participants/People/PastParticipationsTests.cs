using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class CreatePastParticipationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Uses_the_departments_school_if_none_is_given()
    {
        var department = await fixture.DepartmentAsync();

        var past = await fixture.PastAsync(department);

        Assert.Equal(department.School, past.School);
    }

    [Fact]
    public async Task Keeps_a_former_URN_that_is_not_in_the_directory()
    {
        var department = await fixture.DepartmentAsync();
        var old = $"schools/{PeopleFixture.FreshUrn()}";

        var past = await fixture.PastAsync(department, school: old);

        Assert.Equal(old, past.School);
    }

    [Fact]
    public async Task Refuses_the_same_stage_year_and_school_twice_and_names_the_first()
    {
        var department = await fixture.DepartmentAsync();
        var first = await fixture.PastAsync(department);

        var refusal = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => fixture.PastAsync(department));

        Assert.Equal(first.Name, refusal.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Theory]
    [InlineData("2023-25")]
    [InlineData("2023-23")]
    [InlineData("2023/24")]
    public async Task Refuses_what_is_no_academic_year(string year)
    {
        var department = await fixture.DepartmentAsync();

        await Refused.ForFieldAsync(
            "past_participation.academic_year", () => fixture.PastAsync(department, year: year));
    }

    [Fact]
    public async Task Refuses_leads_who_do_not_exist()
    {
        var department = await fixture.DepartmentAsync();
        var participation = new V1.PastParticipation
        {
            Stage = Stage.Development,
            AcademicYear = "2022-23",
            Leads = { $"{PeopleFixture.Hub}/participants/{Guid.CreateVersion7()}" },
        };

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => fixture.People
            .CreatePastParticipationAsync(
                new() { Parent = department.Name, PastParticipation = participation }).ResponseAsync);
    }

    [Fact]
    public async Task Does_not_find_a_department_that_does_not_exist()
    {
        var department = new V1.Department { Name = $"{PeopleFixture.Hub}/departments/{Guid.CreateVersion7()}" };

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.PastAsync(department));
    }
}

public sealed class UpdatePastParticipationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Replaces_the_leads_in_order()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        var past = await fixture.PastAsync(department);
        await UpdateAsync(new() { Name = past.Name, Leads = { one.Name, two.Name } }, "leads");

        await UpdateAsync(new() { Name = past.Name, Leads = { two.Name } }, "leads");

        var read = await fixture.People.GetPastParticipationAsync(new() { Name = past.Name });
        Assert.Equal([two.Name], read.Leads);
    }

    [Fact]
    public async Task Refuses_to_change_into_an_existing_one()
    {
        var department = await fixture.DepartmentAsync();
        await fixture.PastAsync(department, year: "2021-22");
        var past = await fixture.PastAsync(department, year: "2022-23");

        await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => UpdateAsync(new() { Name = past.Name, AcademicYear = "2021-22" }, "academic_year"));
    }

    Task<V1.PastParticipation> UpdateAsync(V1.PastParticipation participation, string path) => fixture.People
        .UpdatePastParticipationAsync(
            new() { PastParticipation = participation, UpdateMask = new() { Paths = { path } } }).ResponseAsync;
}

public sealed class ListPastParticipationsTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("")]
    [InlineData("academic_year < \"2022-23\"", "2020-21", "2021-22")]
    [InlineData("stage = DEVELOPMENT", "2020-21")]
    public async Task Lists_a_departments_by_filter_and_order(string filter, params string[] years)
    {
        var department = await fixture.DepartmentAsync();
        await fixture.PastAsync(department, Stage.Sustaining, "2022-23");
        await fixture.PastAsync(department, Stage.Embedding, "2021-22");
        await fixture.PastAsync(department, Stage.Development, "2020-21");

        var page = await fixture.People.ListPastParticipationsAsync(
            new() { Parent = department.Name, Filter = filter, OrderBy = "academic_year" });

        Assert.Equal(
            years.Length > 0 ? years : ["2020-21", "2021-22", "2022-23"],
            page.PastParticipations.Select(past => past.AcademicYear));
    }

    [Fact]
    public async Task Reads_over_all_departments_of_a_hub()
    {
        var school = $"schools/{PeopleFixture.FreshUrn()}";
        var past = await fixture.PastAsync(await fixture.DepartmentAsync(), school: school);
        await fixture.PastAsync(await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub), school: school);

        var page = await fixture.People.ListPastParticipationsAsync(new()
        {
            Parent = $"{PeopleFixture.Hub}/departments/-",
            Filter = $"school = \"{school}\"",
        });

        Assert.Equal([past], page.PastParticipations);
    }

    [Fact]
    public async Task Reads_over_all_hubs_for_those_who_may()
    {
        var school = $"schools/{PeopleFixture.FreshUrn()}";
        await fixture.PastAsync(await fixture.DepartmentAsync(), school: school);
        await fixture.PastAsync(await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub), school: school);

        var page = await fixture.People.ListPastParticipationsAsync(new()
        {
            Parent = "hubs/-/departments/-",
            Filter = $"school = \"{school}\"",
        });

        Assert.Equal(2, page.PastParticipations.Count);
    }
}

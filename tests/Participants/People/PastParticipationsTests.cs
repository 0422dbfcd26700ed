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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_the_URN_of_a_school_that_it_came_from(bool followed)
    {
        var (old, school) = ($"schools/{PeopleFixture.FreshUrn()}", await fixture.SchoolAsync());
        await fixture.SuccessionAsync(old, school, followed);

        var past = await fixture.PastAsync(await fixture.DepartmentAsync(school), school: old);

        Assert.Equal(old, past.School);
    }

    [Theory]
    [InlineData("foreign")]
    [InlineData("rejected")]
    [InlineData("unknown")]
    public async Task Refuses_a_school_that_it_did_not_come_from(string kind)
    {
        var (other, school) = (
            kind == "unknown" ? $"schools/{PeopleFixture.FreshUrn()}" : await fixture.SchoolAsync(),
            await fixture.SchoolAsync());
        if (kind == "rejected")
        {
            await fixture.SuccessionAsync(other, school, followed: false, confirmed: "false");
        }

        var department = await fixture.DepartmentAsync(school);

        await Refused.ForFieldAsync("past_participation.school", () => fixture.PastAsync(department, school: other));
    }

    [Theory]
    [InlineData("NCP22-12", "NCP22-12")]
    [InlineData(" ncp 22 -12 ", "NCP22-12")]
    [InlineData("22-14B", "NCP22-14b")]
    [InlineData("NCP22\u201312", "NCP22-12")]
    [InlineData("", "")]
    public async Task Keeps_a_code_in_the_programmes_form(string written, string kept) =>
        Assert.Equal(kept, (await CodedAsync(written)).Code);

    [Theory]
    [InlineData("hello")]
    [InlineData("NCP19-12")]
    [InlineData("NCP22-1")]
    [InlineData("NCP22-14a/b")]
    public async Task Refuses_a_code_that_is_none_or_of_another_year(string code) =>
        await Refused.ForFieldAsync("past_participation.code", () => CodedAsync(code));

    [Fact]
    public async Task Keeps_a_hubs_own_code_of_a_local_group() =>
        Assert.Equal("YH-ORACY", (await CodedAsync("YH-ORACY", Stage.Local)).Code);

    [Fact]
    public async Task Refuses_a_year_that_has_not_begun()
    {
        var department = await fixture.DepartmentAsync();

        await Refused.ForFieldAsync(
            "past_participation.academic_year", () => fixture.PastAsync(department, year: "2098-99"));
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

    async Task<V1.PastParticipation> CodedAsync(string code, Stage stage = Stage.Development) =>
        await fixture.People.CreatePastParticipationAsync(new()
        {
            Parent = (await fixture.DepartmentAsync()).Name,
            PastParticipation = new() { Code = code, Stage = stage, AcademicYear = "2022-23" },
        });
}

public sealed class UpdatePastParticipationTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Changes_the_national_fact_with_it()
    {
        var school = await fixture.SchoolAsync();
        var past = await fixture.PastAsync(await fixture.DepartmentAsync(school));
        Assert.Equal(["DEVELOPMENT 2022-23"], await FactsAsync(school));

        await UpdateAsync(new() { Name = past.Name, AcademicYear = "2021-22" }, "academic_year");
        Assert.Equal(["DEVELOPMENT 2021-22"], await FactsAsync(school));

        await UpdateAsync(new() { Name = past.Name, Stage = Stage.Local }, "stage");
        Assert.Equal(["LOCAL 2021-22"], await FactsAsync(school));

        await UpdateAsync(new() { Name = past.Name, Stage = Stage.Embedding }, "stage");
        Assert.Equal(["EMBEDDING 2021-22"], await FactsAsync(school));

        await fixture.People.DeletePastParticipationAsync(new() { Name = past.Name });
        Assert.Empty(await FactsAsync(school));
    }

    [Fact]
    public async Task Refuses_what_cannot_be_true()
    {
        var past = await fixture.PastAsync(await fixture.DepartmentAsync());

        await Refused.ForFieldAsync(
            "past_participation.code", () => UpdateAsync(new() { Name = past.Name, Code = "NCP19-12" }, "code"));
    }

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

    Task<List<string>> FactsAsync(string school) => fixture.QueryAsync(
        $"SELECT stage || ' ' || academic_year FROM school_participation WHERE urn = '{school["schools/".Length..]}'");

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
        var school = await fixture.SchoolAsync();
        var past = await fixture.PastAsync(await fixture.DepartmentAsync(school));
        await fixture.PastAsync(
            await fixture.DepartmentAsync(school, Subject.Science, PeopleFixture.OtherHub));

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
        var school = await fixture.SchoolAsync();
        await fixture.PastAsync(await fixture.DepartmentAsync(school));
        await fixture.PastAsync(
            await fixture.DepartmentAsync(school, Subject.Science, PeopleFixture.OtherHub));

        var page = await fixture.People.ListPastParticipationsAsync(new()
        {
            Parent = "hubs/-/departments/-",
            Filter = $"school = \"{school}\"",
        });

        Assert.Equal(2, page.PastParticipations.Count);
    }
}

using Mastery.Common.V1;
using Mastery.Testing;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Participants.Tests;

public sealed class PlanParticipationImportTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Records_nothing_and_says_what_would_be()
    {
        var school = await fixture.SchoolAsync();

        var plan = await fixture.PlanAsync(PeopleFixture.Row(school));

        var effect = Assert.Single(plan.Effects);
        Assert.Equal(
            (Kind.Create, school, Subject.Mathematics, "NCP22-12", Stage.Development, "2022-23", school),
            (effect.Kind, effect.School, effect.Subject, effect.Code, effect.Stage, effect.AcademicYear,
                effect.NewDepartmentSchool));
        Assert.Equal($"School {Urn(school)} took part in 2022/23 Development (NCP22-12). Its mathematics department is "
            + "made.", effect.Explanation);
        Assert.Equal((1, 1, 0), (plan.CreateCount, plan.NewDepartmentCount, plan.UndecidedCount));
        Assert.Empty(await DepartmentsAsync(school));
    }

    [Fact]
    public async Task Finds_a_school_by_its_LAESTAB_and_UKPRN()
    {
        var school = await fixture.SchoolAsync();
        var number = Urn(school);
        await fixture.ExecuteAsync(
            $"UPDATE school SET laestab = '9{number}', ukprn = '10{number}' WHERE urn = '{number}'");

        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(school, row => row.SchoolNumber = $"9{number[..2]}/{number[2..]}"),
            PeopleFixture.Row(school, row => row.SchoolNumber = $"10{number}"));

        Assert.All(plan.Effects, effect => Assert.Equal(school, effect.School));
    }

    [Fact]
    public async Task Asks_for_a_school_that_is_known_by_its_name_only()
    {
        var school = await fixture.SchoolAsync();

        var effect = await OnlyAsync(PeopleFixture.Row(school, row =>
            (row.SchoolNumber, row.SchoolName) = ("", $"school  {Urn(school)}".Replace("  ", " "))));

        Assert.Equal((Kind.Undecided, ""), (effect.Kind, effect.School));
        var doubt = Assert.Single(effect.Doubts);
        Assert.Equal(("school", school), (doubt.Field, Assert.Single(doubt.Candidates).Value));
    }

    [Fact]
    public async Task Rejects_a_school_that_is_not_in_the_directory()
    {
        var effect = await OnlyAsync(PeopleFixture.Row($"schools/{PeopleFixture.FreshUrn()}"));

        Assert.Equal(
            (Kind.Rejected, "school_number", "The directory has no such school."),
            (effect.Kind, effect.Field, effect.Explanation));
    }

    [Theory]
    [InlineData("PRIMARY", true, "Its phase is primary, which is not secondary.")]
    [InlineData("SECONDARY", false, "The school is not a state-funded type of school.")]
    public async Task Asks_about_a_school_outside_the_programme_and_makes_no_department(
        string phase, bool stateFunded, string why)
    {
        var school = await fixture.SchoolAsync(phase: phase, stateFunded: stateFunded);

        var plan = await fixture.PlanAsync(PeopleFixture.Row(school));

        var effect = Assert.Single(plan.Effects);
        Assert.Equal((Kind.Undecided, "", 0), (effect.Kind, effect.NewDepartmentSchool, plan.NewDepartmentCount));
        Assert.Equal("The programme is for state-funded secondary schools in England, and School "
            + $"{Urn(school)} is none. {why} Choose the school that is meant, or leave the row out.",
            effect.Explanation);
        var decided = await fixture.People.ResolveParticipationImportAsync(new()
        {
            Name = plan.Name,
            Decisions = { new V1.ParticipationDecision { Line = 1, School = school } },
        });
        Assert.Equal((Kind.Create, school),
            (Assert.Single(decided.Effects).Kind, decided.Effects[0].NewDepartmentSchool));
    }

    [Theory]
    [InlineData("TfM-Dev")]
    [InlineData("STM-Dev")]
    [InlineData("TfM Sustaining.")]
    [InlineData("(TfM Dev)")]
    [InlineData("Maths Hub.")]
    public async Task Asks_about_a_code_that_may_mean_one_of_the_programme(string code)
    {
        var effect = await OnlyAsync(PeopleFixture.Row(await fixture.SchoolAsync(),
            row => (row.Code, row.Year) = (code, "2022/23")));

        Assert.Equal(Kind.Undecided, effect.Kind);
        Assert.Contains(effect.Doubts, doubt => doubt.Field == "code");
    }

    [Fact]
    public async Task Rejects_a_department_of_another_hub_and_says_which()
    {
        var department = await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub);

        var effect = await OnlyAsync(PeopleFixture.Row(department.School));

        Assert.Equal(Kind.Rejected, effect.Kind);
        Assert.Contains("South Yorkshire Maths Hub", effect.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_what_is_on_record_here_or_in_another_hub()
    {
        var here = await fixture.EligibleDepartmentAsync();
        var there = await fixture.EligibleDepartmentAsync(hub: PeopleFixture.OtherHub);

        var plan = await fixture.PlanAsync(PeopleFixture.Row(here.School), PeopleFixture.Row(there.School));

        Assert.Equal([Kind.Unchanged, Kind.KnownElsewhere], plan.Effects.Select(effect => effect.Kind));
        Assert.StartsWith(here.Name, plan.Effects[0].Participation, StringComparison.Ordinal);
        Assert.Empty(plan.Effects[1].Participation);
    }

    [Fact]
    public async Task Records_one_of_two_rows_that_say_the_same()
    {
        var school = await fixture.SchoolAsync();

        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(school), PeopleFixture.Row(school, row => row.Line = 7),
            PeopleFixture.Row(school, row => (row.Line, row.Code) = (8, "NCP23-12")));

        Assert.Equal([Kind.Create, Kind.Unchanged, Kind.Create], plan.Effects.Select(effect => effect.Kind));
        Assert.Equal("Line 1 says the same.", plan.Effects[1].Explanation);
        Assert.Equal(1, plan.NewDepartmentCount);
    }

    [Fact]
    public async Task Takes_the_department_along_to_the_school_that_its_own_has_become()
    {
        var (old, academy) = (await fixture.SchoolAsync(status: "CLOSED"), await fixture.SchoolAsync());
        await fixture.SuccessionAsync(old, academy);

        var made = await OnlyAsync(PeopleFixture.Row(old));
        var department = await fixture.DepartmentAsync(academy);
        var found = await OnlyAsync(PeopleFixture.Row(old));

        Assert.Equal((old, academy, ""), (made.School, made.NewDepartmentSchool, made.Department));
        Assert.Equal((old, "", department.Name), (found.School, found.NewDepartmentSchool, found.Department));
    }

    [Fact]
    public async Task Finds_Advocates_by_address_then_by_name_and_makes_none()
    {
        var department = await fixture.DepartmentAsync();
        var address = $"{Guid.NewGuid():N}@example.org";
        var one = await fixture.ParticipantAsync(department, person => person.Email = address);
        var other = await fixture.ParticipantAsync(
            department, person => (person.GivenName, person.FamilyName) = ("Zoë", "Priestley"));

        var effect = await OnlyAsync(PeopleFixture.Row(department.School, row =>
            row.Advocates = $"A. Lovelace <{address.ToUpperInvariant()}>; zoe priestley; Nobody Here"));

        Assert.Equal([one.Name, other.Name], effect.Leads);
        Assert.Equal(1, effect.UnknownLeadCount);
        Assert.EndsWith(
            "One Advocate is not on record here and not named.", effect.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_nobody_where_two_have_the_name()
    {
        var department = await fixture.DepartmentAsync();
        await fixture.ParticipantAsync(department);
        await fixture.ParticipantAsync(department);

        var effect = await OnlyAsync(PeopleFixture.Row(department.School, row => row.Advocates = "Ada Lovelace"));

        Assert.Empty(effect.Leads);
        Assert.Equal(1, effect.UnknownLeadCount);
    }

    [Fact]
    public Task Refuses_two_rows_of_one_line() => Refused.ForFieldAsync("records[1].line", () => fixture.PlanAsync(
        new V1.ParticipationRecord { Line = 3 }, new V1.ParticipationRecord { Line = 3 }));

    [Fact]
    public async Task Is_listed_without_its_rows()
    {
        var plan = await fixture.PlanAsync(PeopleFixture.Row(await fixture.SchoolAsync()));

        var listed = await fixture.People.ListParticipationImportsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = "state = PLANNED AND file_name = \"List.csv\"",
            OrderBy = "create_time desc",
            PageSize = 1000,
        });

        var one = listed.ParticipationImports.Single(import => import.Name == plan.Name);
        Assert.Equal((0, 1), (one.Effects.Count, one.CreateCount));
        Assert.Equal(plan, await fixture.People.GetParticipationImportAsync(new() { Name = plan.Name }));
    }

    async Task<Effect> OnlyAsync(V1.ParticipationRecord row) => Assert.Single((await fixture.PlanAsync(row)).Effects);

    async Task<IEnumerable<V1.Department>> DepartmentsAsync(string school) =>
        (await fixture.People.ListDepartmentsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"school = \"{school}\"" })).Departments;

    static string Urn(string school) => school["schools/".Length..];
}

using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;
using State = Mastery.Participants.V1.ParticipationImport.Types.State;

namespace Mastery.Participants.Tests;

public sealed class ApplyParticipationImportTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Records_what_was_planned_and_where_it_is_from()
    {
        var school = await fixture.SchoolAsync();
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(school, row => row.Line = 12),
            PeopleFixture.Row(school, row => (row.Line, row.Code) = (13, "NCP23-13")));

        var applied = await ApplyAsync(plan);

        Assert.Equal(State.Applied, applied.State);
        Assert.NotNull(applied.ApplyTime);
        Assert.Single(applied.Effects.Select(effect => effect.Department).Distinct());
        var past = await PastAsync(applied, 0);
        Assert.Equal(("NCP22-12", Stage.Development, "2022-23", school),
            (past.Code, past.Stage, past.AcademicYear, past.School));
        Assert.Matches(@"^List\.csv, line 12, imported on \d+ \w+ \d{4} by .+", past.Source);
        Assert.Equal(Stage.Embedding, (await PastAsync(applied, 1)).Stage);
    }

    [Fact]
    public async Task Makes_a_department_eligible()
    {
        var department = await fixture.DepartmentAsync();
        await ApplyAsync(await fixture.PlanAsync(PeopleFixture.Row(department.School)));

        var verdict = await fixture.Groups.AssessEligibilityAsync(
            new() { Name = department.Name, Focus = PeopleFixture.Focus });

        Assert.Equal(V1.Eligibility.Types.Verdict.Met, verdict.Rule("development-work-group").Verdict);
    }

    [Fact]
    public async Task Answers_the_same_when_it_is_repeated()
    {
        var plan = await fixture.PlanAsync(PeopleFixture.Row(await fixture.SchoolAsync()));

        var first = await ApplyAsync(plan);
        var again = await ApplyAsync(plan);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Records_once_when_it_is_called_many_times_at_once()
    {
        var plan = await fixture.PlanAsync(PeopleFixture.Row(await fixture.SchoolAsync()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ApplyAsync(plan)));

        Assert.Single(answers.Distinct());
        Assert.Single(await PastsAsync(answers[0].Effects[0].Department));
    }

    [Fact]
    public async Task Refuses_naming_the_rows_when_the_world_has_moved()
    {
        var (school, other) = (await fixture.SchoolAsync(), await fixture.SchoolAsync());
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(other), PeopleFixture.Row(school, row => row.Line = 2));
        await fixture.DepartmentAsync(school, hub: PeopleFixture.OtherHub);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.PlanOutdated, () => ApplyAsync(plan));
        var planned = await fixture.People.ResolveParticipationImportAsync(new() { Name = plan.Name });
        var applied = await ApplyAsync(planned);

        var row = Assert.Single(refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations);
        Assert.StartsWith("Line 2: ", row.Description, StringComparison.Ordinal);
        Assert.Equal([Kind.Create, Kind.Rejected], applied.Effects.Select(effect => effect.Kind));
    }

    [Fact]
    public async Task Records_nothing_when_it_is_refused()
    {
        var department = await fixture.DepartmentAsync();
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(department.School),
            PeopleFixture.Row(await fixture.SchoolAsync(), row => (row.Line, row.Code) = (2, "hello")));

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => ApplyAsync(plan));

        Assert.Empty(await PastsAsync(department.Name));
    }

    [Fact]
    public async Task Leaves_out_what_nobody_decided_when_it_is_told_to()
    {
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(await fixture.SchoolAsync(), row => row.Code = "hello"),
            PeopleFixture.Row(await fixture.SchoolAsync(), row => row.Line = 2));

        var applied = await fixture.People.ApplyParticipationImportAsync(
            new() { Name = plan.Name, SkipUndecided = true });

        Assert.Equal([Kind.Skipped, Kind.Create], applied.Effects.Select(effect => effect.Kind));
    }

    [Fact]
    public async Task Takes_what_a_person_decided()
    {
        var school = await fixture.SchoolAsync();
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(school, row =>
                (row.SchoolNumber, row.SchoolName, row.Code, row.Year) = ("", "Unknown", "hello", "2022/23")),
            PeopleFixture.Row(school, row => (row.Line, row.Code) = (2, "?")));

        Assert.Equal(Kind.Rejected, plan.Effects[0].Kind);
        var decided = await fixture.People.ResolveParticipationImportAsync(new()
        {
            Name = plan.Name,
            Etag = plan.Etag,
            Decisions =
            {
                new V1.ParticipationDecision
                {
                    Line = 1, School = school, WithoutCode = true, Stage = Stage.Development,
                },
                new V1.ParticipationDecision { Line = 2, Skip = true },
            },
        });
        var applied = await ApplyAsync(decided);

        Assert.Equal([Kind.Create, Kind.Skipped], applied.Effects.Select(effect => effect.Kind));
        Assert.Equal(("", "2022-23"), ((await PastAsync(applied, 0)).Code, (await PastAsync(applied, 0)).AcademicYear));
    }

    [Fact]
    public async Task Refuses_a_decision_on_no_row_and_one_on_what_is_applied()
    {
        var plan = await fixture.PlanAsync(PeopleFixture.Row(await fixture.SchoolAsync()));
        var decision = new V1.ParticipationDecision { Line = 9, Skip = true };

        await Refused.ForFieldAsync("decisions[0].line", () => fixture.People.ResolveParticipationImportAsync(
            new() { Name = plan.Name, Decisions = { decision } }).ResponseAsync);
        await ApplyAsync(plan);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () =>
            fixture.People.ResolveParticipationImportAsync(new() { Name = plan.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Names_the_Advocates_on_record_and_forgets_what_the_list_said_of_the_others()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);

        var applied = await ApplyAsync(await fixture.PlanAsync(PeopleFixture.Row(
            department.School, row => row.Advocates = "Ada Lovelace; Nobody Here")));

        Assert.Equal([person.Name], (await PastAsync(applied, 0)).Leads);
        Assert.Empty(applied.Effects[0].Record.Advocates);
    }

    [Fact]
    public async Task Keeps_what_lists_say_of_people_apart_in_the_change_log()
    {
        var plan = await fixture.PlanAsync(
            PeopleFixture.Row(await fixture.SchoolAsync(), row => row.Advocates = "Nobody Here"));

        var found = await fixture.QueryAsync(
            $"SELECT DISTINCT p.subject FROM change_personal p WHERE p::text LIKE '%Nobody Here%' "
                + $"AND p.subject = '{plan.Name}'");

        Assert.Equal([plan.Name], found);
    }

    Task<V1.ParticipationImport> ApplyAsync(V1.ParticipationImport plan) => fixture.People
        .ApplyParticipationImportAsync(new() { Name = plan.Name, Etag = plan.Etag }).ResponseAsync;

    async Task<V1.PastParticipation> PastAsync(V1.ParticipationImport applied, int row) =>
        await fixture.People.GetPastParticipationAsync(new() { Name = applied.Effects[row].Participation });

    async Task<IReadOnlyList<V1.PastParticipation>> PastsAsync(string department) =>
        (await fixture.People.ListPastParticipationsAsync(new() { Parent = department })).PastParticipations;
}

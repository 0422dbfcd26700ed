using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;
using Verdict = Mastery.Participants.V1.Eligibility.Types.Verdict;

namespace Mastery.Participants.Tests;

public sealed class AssessEligibilityTests(PeopleFixture fixture)
{
    const string Route = "development-work-group";

    [Fact]
    public async Task Assesses_with_the_Advocates_that_would_be_named()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));

        var verdict = await AssessAsync(department, PeopleFixture.Advocate(one), PeopleFixture.Advocate(two));

        verdict.Is(Outcome.Eligible);
        Assert.Equal([one.Name, two.Name], verdict.Rule("leads.authority").Evidence);
    }

    [Fact]
    public async Task Is_unknown_if_no_Advocates_are_named()
    {
        var verdict = await AssessAsync(await fixture.EligibleDepartmentAsync());

        verdict.Is(Outcome.NeedsReview);
        Assert.Equal(
            (Verdict.Met, Verdict.Unknown), (verdict.Rule(Route).Verdict, verdict.Rule("leads.count").Verdict));
    }

    [Fact]
    public async Task Stores_nothing()
    {
        var department = await fixture.EligibleDepartmentAsync();

        await AssessAsync(department);

        var applications = await fixture.Groups.ListApplicationsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"department = \"{department.Name}\"",
        });
        Assert.Empty(applications.Applications);
    }

    [Fact]
    public async Task Finds_the_participation_of_a_predecessors_predecessor_under_its_own_department()
    {
        var (oldest, older, school) = (
            await fixture.SchoolAsync(status: "CLOSED"),
            $"schools/{PeopleFixture.FreshUrn()}",
            await fixture.SchoolAsync());
        var past = await fixture.PastAsync(await fixture.DepartmentAsync(oldest));
        var department = await fixture.DepartmentAsync(school);
        await fixture.SuccessionAsync(oldest, older);
        await fixture.SuccessionAsync(older, school);

        var verdict = await AssessAsync(department);

        Assert.Equal(Verdict.Met, verdict.Rule(Route).Verdict);
        Assert.Equal([past.Name, oldest], verdict.Rule(Route).Evidence);
    }

    [Fact]
    public async Task Ends_in_a_cycle_of_successions()
    {
        var (one, two) = (await fixture.SchoolAsync(), await fixture.SchoolAsync());
        await fixture.PastAsync(await fixture.DepartmentAsync(one));
        var department = await fixture.DepartmentAsync(two);
        await fixture.SuccessionAsync(one, two);
        await fixture.SuccessionAsync(two, one);

        var verdict = await AssessAsync(department);

        Assert.Equal(Verdict.Met, verdict.Rule(Route).Verdict);
    }

    [Theory]
    [InlineData(true, "true", Verdict.Met)]
    [InlineData(false, "NULL", Verdict.Unknown)]
    [InlineData(false, "false", Verdict.NotMet)]
    public async Task Follows_a_succession_as_far_as_a_person_has_decided(
        bool followed, string confirmed, Verdict expected)
    {
        var (old, school) = (await fixture.SchoolAsync(status: "CLOSED"), await fixture.SchoolAsync());
        await fixture.PastAsync(await fixture.DepartmentAsync(old));
        var department = await fixture.DepartmentAsync(school);
        await fixture.SuccessionAsync(old, school, followed, confirmed);

        var verdict = await AssessAsync(department);

        Assert.Equal(expected, verdict.Rule(Route).Verdict);
    }

    [Fact]
    public async Task Counts_no_other_subjects_participation()
    {
        var school = await fixture.SchoolAsync();
        await fixture.PastAsync(await fixture.DepartmentAsync(school, Subject.Science));

        var verdict = await AssessAsync(await fixture.DepartmentAsync(school));

        Assert.Equal(Verdict.NotMet, verdict.Rule(Route).Verdict);
    }

    [Fact]
    public async Task Counts_another_hubs_participation_without_naming_it()
    {
        var school = await fixture.SchoolAsync();
        var former = await fixture.DepartmentAsync(school, hub: PeopleFixture.OtherHub);
        var past = await fixture.PastAsync(former);
        await fixture.People.CloseDepartmentAsync(new() { Name = former.Name });

        var verdict = await AssessAsync(await fixture.DepartmentAsync(school));

        Assert.Equal((Verdict.Met, school), (verdict.Rule(Route).Verdict, Assert.Single(verdict.Rule(Route).Evidence)));
        Assert.DoesNotContain(past.Name.Split('/')[1], verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_met_by_a_specialist_who_works_there()
    {
        var department = await fixture.DepartmentAsync();
        var specialist = await fixture.ParticipantAsync(department, Specialise);

        var verdict = await AssessAsync(department);

        Assert.Equal([specialist.Name], verdict.Rule("specialist-cohorts").Evidence);
    }

    [Fact]
    public async Task Counts_no_specialist_who_has_left()
    {
        var department = await fixture.DepartmentAsync();
        var specialist = await fixture.ParticipantAsync(department, Specialise);
        await fixture.People.ArchiveParticipantAsync(new() { Name = specialist.Name });

        var verdict = await AssessAsync(department);

        Assert.Equal(Verdict.NotMet, verdict.Rule("specialist-cohorts").Verdict);
    }

    [Theory]
    [InlineData(false, "OPEN", "SECONDARY", "school.state-funded")]
    [InlineData(true, "CLOSED", "SECONDARY", "school.open")]
    [InlineData(true, "OPEN", "PRIMARY", "school.phase")]
    public async Task Reads_the_school_in_the_directory(bool stateFunded, string status, string phase, string rule)
    {
        var school = await fixture.SchoolAsync(stateFunded: stateFunded, status: status, phase: phase);
        var department = await fixture.EligibleDepartmentAsync(school);

        var verdict = await AssessAsync(department);

        verdict.Is(Outcome.NotEligible);
        Assert.Equal(
            (Verdict.NotMet, school), (verdict.Rule(rule).Verdict, Assert.Single(verdict.Rule(rule).Evidence)));
    }

    [Fact]
    public async Task Judges_the_responsibility_on_record_whatever_is_claimed()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var teacher = await fixture.ParticipantAsync(
            department, person => person.Posts[0].Responsibility = V1.Responsibility.ClassroomTeacher);
        var other = await fixture.ParticipantAsync(
            department, person => person.Posts[0].Responsibility = V1.Responsibility.ClassroomTeacher);
        var promoted = PeopleFixture.Advocate(teacher);
        promoted.Responsibility = V1.Responsibility.SecondInDepartment;

        var onRecord = await AssessAsync(department, PeopleFixture.Advocate(teacher), PeopleFixture.Advocate(other));
        var asStated = await AssessAsync(department, promoted, PeopleFixture.Advocate(other));

        Assert.Equal(
            (Verdict.Unknown, Verdict.Unknown),
            (onRecord.Rule("leads.authority").Verdict, asStated.Rule("leads.authority").Verdict));
        Assert.Contains("second in department", asStated.Rule("leads.authority").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_Advocates_who_do_not_exist()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var nobody = new V1.Application.Types.Advocate
        {
            Participant = $"{PeopleFixture.Hub}/participants/{Guid.CreateVersion7()}",
        };

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => AssessAsync(department, nobody));
    }

    [Fact]
    public async Task Refuses_a_focus_that_is_not_in_the_catalogue()
    {
        var department = await fixture.DepartmentAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => fixture.Groups
            .AssessEligibilityAsync(
                new() { Name = department.Name, Focus = "projects/NCP24-14/foci/z" }).ResponseAsync);
    }

    [Theory]
    [InlineData("workgroups.read", "catalogue.read")]
    [InlineData("workgroups.read", "participants.read")]
    public async Task Requires_the_scopes_for_all_it_reads_before_it_reads(params string[] scopes)
    {
        var groups = fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
            Token.Of("yorkshire-and-the-humber", scopes));

        await Refused.WithAsync(
            StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () => groups.AssessEligibilityAsync(new()
            {
                Name = $"{PeopleFixture.Hub}/departments/{Guid.CreateVersion7()}",
                Focus = PeopleFixture.Focus,
            }).ResponseAsync);
    }

    static void Specialise(V1.Participant person) => person.Specialist = new()
    {
        Cohort = 7,
        Phase = V1.Participant.Types.Specialist.Types.Phase.Secondary,
        Status = V1.Participant.Types.Specialist.Types.Status.Trained,
    };

    Task<V1.Eligibility> AssessAsync(V1.Department department, params V1.Application.Types.Advocate[] advocates) =>
        fixture.Groups
        .AssessEligibilityAsync(
            new() { Name = department.Name, Focus = PeopleFixture.Focus, Advocates = { advocates } }).ResponseAsync;
}

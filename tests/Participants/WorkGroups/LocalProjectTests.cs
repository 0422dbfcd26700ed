using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using ApplicationState = Mastery.Participants.V1.Application.Types.State;
using Outcome = Mastery.Participants.V1.Eligibility.Types.Outcome;

namespace Mastery.Participants.Tests;

/// <summary>The year of a department on a hub's local project, from the application to what is on record of
/// it.</summary>
public sealed class LocalProjectTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    [Fact]
    public async Task Takes_a_department_from_its_application_to_a_past_participation()
    {
        var focus = await Fixture.LocalProjectAsync("YH-WHOLE");
        var department = await Fixture.DepartmentAsync();
        var group = await Fixture.WorkGroupAsync(focus: focus.Name);
        var accepted = await Fixture.AcceptedLocallyAsync(group, department);
        var enrolment = await Fixture.EnrolmentAsync(accepted);
        Assert.Equal(
            ("2024-25", "2024-25", "2024-25", Stage.Local, Outcome.Eligible),
            (accepted.AcademicYear, group.AcademicYear, enrolment.AcademicYear, group.Stage,
                accepted.Eligibility.Outcome));
        await Fixture.Groups.StartWorkGroupAsync(new() { Name = group.Name });

        await Fixture.Groups.CompleteWorkGroupAsync(new() { Name = group.Name });

        var past = Assert.Single(await PastAsync(department.Name));
        Assert.Equal(("YH-WHOLE", Stage.Local, "2024-25"), (past.Code, past.Stage, past.AcademicYear));
        Assert.Equal(accepted.Advocates.Select(advocate => advocate.Participant), past.Leads);
    }

    [Fact]
    public async Task Is_told_to_the_department_by_its_title_and_code()
    {
        var focus = await Fixture.LocalProjectAsync("YH-LETTER");
        var accepted = await Fixture.AcceptedLocallyAsync(
            await Fixture.WorkGroupAsync(focus: focus.Name), await Fixture.DepartmentAsync());

        var letters = await Fixture.Groups.ListLettersAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"application = \"{accepted.Name}\"" });

        Assert.NotEmpty(letters.Letters);
        Assert.All(letters.Letters, letter =>
        {
            Assert.Contains("YH-LETTERa", letter.Subject, StringComparison.Ordinal);
            Assert.Contains("“Local focus” (YH-LETTERa)", letter.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Is_found_by_its_year_and_follows_a_draft_that_changes_its_focus()
    {
        var (old, next) = (await Fixture.LocalProjectAsync("YH-EARLY-21"), await Fixture.LocalProjectAsync("YH-LATE"));
        var draft = await Fixture.DraftAsync(change: application => application.Focus = old.Name);

        var changed = await Fixture.Groups.UpdateApplicationAsync(
            new() { Application = new() { Name = draft.Name, Focus = next.Name } });
        var listed = await Fixture.Groups.ListApplicationsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"academic_year = \"2024-25\" AND focus = \"{next.Name}\"",
        });

        Assert.Equal(("2021-22", "2024-25"), (draft.AcademicYear, changed.AcademicYear));
        Assert.Equal([draft.Name], listed.Applications.Select(application => application.Name));
    }

    [Fact]
    public async Task Two_of_them_in_a_year_are_two_participations()
    {
        var department = await Fixture.DepartmentAsync();
        foreach (var code in (string[])["YH-FIRST", "YH-SECOND"])
        {
            var group = await Fixture.WorkGroupAsync(focus: (await Fixture.LocalProjectAsync(code)).Name);
            await Fixture.AcceptedLocallyAsync(group, department);
            await Fixture.Groups.StartWorkGroupAsync(new() { Name = group.Name });
            await Fixture.Groups.CompleteWorkGroupAsync(new() { Name = group.Name });
        }

        Assert.Equal(["YH-FIRST", "YH-SECOND"], (await PastAsync(department.Name)).Select(past => past.Code).Order());
    }

    [Fact]
    public async Task Counts_where_a_policy_asks_for_it_and_in_its_own_hub_only()
    {
        var school = await Fixture.SchoolAsync();
        var department = await Fixture.DepartmentAsync(school);
        await RecordAsync(department, "yh oracy", "2023-24");
        var after = await Fixture.LocalProjectAsync("YH-AFTER", change: AfterLocal);
        var elsewhere = await Fixture.LocalProjectAsync("SY-AFTER", To, AfterLocal);

        var own = await AssessAsync(department.Name, after.Name);
        var national = await AssessAsync(department.Name, PeopleFixture.Focus);
        var moved = await AcceptAsync(await OfferAsync(department));
        await Fixture.People.DeletePastParticipationAsync(
            new() { Name = Assert.Single(await PastAsync(moved.MovedTo)).Name });
        var back = await AssessAsync(moved.MovedTo, elsewhere.Name);

        Assert.Equal((Outcome.Eligible, Outcome.NotEligible), (own.Outcome, national.Outcome));
        Assert.Contains(own.Rules, rule => rule.Explanation.Contains(
            "2023/24 local group (YH-ORACY)", StringComparison.Ordinal));
        Assert.Equal(Outcome.NotEligible, back.Outcome);
    }

    [Theory]
    [InlineData("NCP22-12")]
    [InlineData("hello")]
    [InlineData("YH-ORACY-21")]
    public async Task Is_not_recorded_under_a_code_that_is_none_of_it(string code)
    {
        var department = await Fixture.DepartmentAsync();

        await Refused.ForFieldAsync("past_participation.code", () => RecordAsync(department, code, "2022-23"));
    }

    [Fact]
    public async Task Is_imported_from_a_list_of_who_took_part()
    {
        var school = await Fixture.SchoolAsync();

        var plan = await Fixture.PlanAsync(
            PeopleFixture.Row(school, row => (row.Code, row.Year, row.Stage) = ("yh-oracy", "2022/23", "")),
            PeopleFixture.Row(school, row => (row.Code, row.Year, row.Stage) = ("YH-Proof", "2022/23", "local")),
            PeopleFixture.Row(school, row => (row.Code, row.Year, row.Stage) = ("NCP22-12", "2022/23", "local")));
        var applied = await Fixture.People.ApplyParticipationImportAsync(
            new() { Name = plan.Name, SkipUndecided = true });

        Assert.Equal([(Stage.Local, "YH-ORACY"), (Stage.Local, "YH-PROOF")],
            applied.Effects.Take(2).Select(effect => (effect.Stage, effect.Code)));
        Assert.Equal("code", Assert.Single(plan.Effects[2].Doubts).Field);
        Assert.Equal(2, (await PastAsync(applied.Effects[0].Department)).Count);
    }

    [Fact]
    public async Task Does_not_go_along_with_a_department_that_another_hub_takes()
    {
        var focus = await Fixture.LocalProjectAsync("YH-STAYS");
        var department = await Fixture.DepartmentAsync();
        var submitted = await Fixture.SubmittedAsync(department, application => application.Focus = focus.Name);
        foreach (var advocate in submitted.Advocates)
        {
            await People.UpdateParticipantAsync(
                new() { Participant = new() { Name = advocate.Participant, Email = "advocate@example.org" } });
        }

        await AcceptAsync(await OfferAsync(department));

        var left = await ApplicationAsync(submitted.Name);
        Assert.Equal(ApplicationState.Withdrawn, left.State);
        Assert.Contains("local project", left.StateReason, StringComparison.Ordinal);
        var others = await Fixture.Groups.ListApplicationsAsync(
            new() { Parent = To, Filter = $"focus = \"{focus.Name}\"" });
        Assert.Empty(others.Applications);
        var letters = await Fixture.Groups.ListLettersAsync(
            new() { Parent = From, Filter = $"application = \"{submitted.Name}\"" });
        var told = Assert.Single(letters.Letters, letter => letter.Kind == V1.Letter.Types.Kind.Withdrawn);
        Assert.Equal("advocate@example.org", told.Email);
    }

    [Fact]
    public async Task Holds_a_place_that_ends_before_the_department_goes()
    {
        var focus = await Fixture.LocalProjectAsync("YH-HOLDS");
        var department = await Fixture.DepartmentAsync();
        await Fixture.AcceptedLocallyAsync(await Fixture.WorkGroupAsync(focus: focus.Name), department);
        var offer = await OfferAsync(department);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.Incomplete, () => AcceptAsync(offer));

        Assert.Contains("That is a local project of ", refusal.Message, StringComparison.Ordinal);
    }

    static void AfterLocal(FocusCatalogue.V1.Project project) => project.EligibilityPolicy = new()
    {
        Routes =
        {
            new FocusCatalogue.V1.EligibilityRoute
            {
                Rule = "took-part",
                Title = "Took part the year before",
                PreviousStage = new() { Stage = Stage.Local, LatestAcademicYear = "2023-24" },
            },
        },
    };

    async Task<V1.Eligibility> AssessAsync(string department, string focus) =>
        await Fixture.Groups.AssessEligibilityAsync(new() { Name = department, Focus = focus });

    async Task RecordAsync(V1.Department department, string code, string year) =>
        await Fixture.People.CreatePastParticipationAsync(new()
        {
            Parent = department.Name,
            PastParticipation = new() { Code = code, Stage = Stage.Local, AcademicYear = year },
        });

    async Task<IReadOnlyList<V1.PastParticipation>> PastAsync(string department) =>
        (await Fixture.People.ListPastParticipationsAsync(new() { Parent = department })).PastParticipations;
}

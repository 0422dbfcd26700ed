using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ProjectTests
{
    static readonly ProjectCode Code = new(24, 14);

    [Fact]
    public void Is_made_as_a_draft_of_revision_one()
    {
        var project = Project.New(Examples.Project(Code)).ToProto();

        Assert.Equal((V1.Project.Types.State.Draft, 1), (project.State, project.Revision));
    }

    [Fact]
    public void Keeps_what_it_was_given()
    {
        var given = Examples.Project(Code);
        given.RegistrationWindow = new() { OpenTime = Day(1), CloseTime = Day(2) };
        given.Continues = "projects/NCP23-14";

        var kept = Project.New(given).ToProto();

        kept.Name = kept.Etag = "";
        kept.State = default;
        kept.Revision = 0;
        kept.CreateTime = kept.UpdateTime = null;
        Assert.Equal(given, kept);
    }

    [Theory]
    [InlineData("project.academic_year", "2025-26")]
    [InlineData("project.academic_year", "2024-26")]
    public void Refuses_a_year_that_is_not_the_codes(string field, string year) =>
        RefusesNew(field, project => project.AcademicYear = year);

    [Fact]
    public void Refuses_a_local_project_of_no_hub() =>
        RefusesNew("project.hub", project => project.Stage = Stage.Local);

    [Fact]
    public void Refuses_a_hubs_project_of_a_national_stage() =>
        RefusesNew("project.stage", project => (project.Code, project.Hub) = ("SX-TALK", "hubs/sussex"));

    [Theory]
    [InlineData("projects/NCP24-14")]
    [InlineData("projects/NCP24-12")]
    [InlineData("projects/NCP25-14")]
    public void Refuses_to_continue_a_project_that_is_not_earlier(string continued) =>
        RefusesNew("project.continues", project => project.Continues = continued);

    [Fact]
    public void Refuses_a_window_that_closes_before_it_opens() => RefusesNew("project.registration_window.close_time",
        project => project.RegistrationWindow = new() { OpenTime = Day(2), CloseTime = Day(2) });

    [Fact]
    public void Refuses_a_window_that_closes_within_the_microsecond_in_which_it_opens() => RefusesNew(
        "project.registration_window.close_time",
        project => project.RegistrationWindow =
            new() { OpenTime = Day(1), CloseTime = new() { Seconds = Day(1).Seconds, Nanos = 999 } });

    [Theory]
    [InlineData(-62_135_596_800)]
    [InlineData(253_402_300_799)]
    public void Refuses_a_window_that_no_copy_could_move(long seconds) => RefusesNew(
        "project.registration_window",
        project => project.RegistrationWindow = new() { CloseTime = new() { Seconds = seconds } });

    [Fact]
    public void Refuses_two_routes_of_one_rule() => RefusesNew("project.eligibility_policy.routes[1].rule",
        project => project.EligibilityPolicy.Routes[1].Rule = project.EligibilityPolicy.Routes[0].Rule);

    [Fact]
    public void Refuses_cohorts_that_run_backwards() =>
        RefusesNew("project.eligibility_policy.routes[1].specialist.last_cohort",
        project => project.EligibilityPolicy.Routes[1].Specialist.FirstCohort = 8);

    [Fact]
    public void Refuses_an_Essence_theme_named_twice() => RefusesNew("project.essence_themes[1].theme",
        project => project.EssenceThemes.Add(new V1.EssenceTheme { Heading = "In the classroom", Theme = "practice" }));

    [Fact]
    public void Refuses_a_phase_named_twice() => RefusesNew("project.eligibility_policy.school.phases",
        project => project.EligibilityPolicy.School.Phases.Add(V1.Phase.Secondary));

    [Fact]
    public void Tells_everything_that_is_wrong_at_once()
    {
        var given = Examples.Project(Code);
        given.AcademicYear = "2025-26";
        given.Hub = "hubs/sussex";

        var refusal = Assert.Throws<ApiError>(() => Project.New(given));

        Assert.Equal(["project.code", "project.academic_year", "project.stage"], Fields(refusal));
    }

    [Fact]
    public void A_copy_moves_everything_dated_and_continues_the_old_one()
    {
        var given = Examples.Project(Code);
        given.RegistrationWindow = new() { OpenTime = Day(1), CloseTime = Day(2) };
        var published = Project.New(given).Publish(hasFoci: true);

        var copy = published.CopyTo("NCP26-15").ToProto();

        Assert.Equal(
            ("projects/NCP26-15", "2026-27", "projects/NCP24-14"), (copy.Name, copy.AcademicYear, copy.Continues));
        Assert.Equal((V1.Project.Types.State.Draft, 1), (copy.State, copy.Revision));
        Assert.Equal("2025-26", copy.EligibilityPolicy.Routes[0].PreviousStage.LatestAcademicYear);
        Assert.Equal((1, 9), (
            copy.EligibilityPolicy.Routes[1].Specialist.FirstCohort,
            copy.EligibilityPolicy.Routes[1].Specialist.LastCohort));
        Assert.Equal(
            new DateTime(2026, 9, 2, 0, 0, 0, DateTimeKind.Utc), copy.RegistrationWindow.CloseTime.ToDateTime());
        Assert.Equal("2023-24", published.ToProto().EligibilityPolicy.Routes[0].PreviousStage.LatestAcademicYear);
    }

    [Theory]
    [InlineData("NCP24-15")]
    [InlineData("NCP23-14")]
    public void A_copy_belongs_to_a_later_year(string code)
    {
        var refusal = Assert.Throws<ApiError>(() => Project.New(Examples.Project(Code)).CopyTo(code));

        Assert.Equal(["code"], Fields(refusal));
    }

    [Fact]
    public void Only_an_edit_that_changes_something_makes_a_published_projects_next_revision()
    {
        var published = Project.New(Examples.Project(Code)).Publish(hasFoci: true);
        var changed = published.ToProto();
        changed.Audience = "Everyone";

        Assert.Equal(1, published.Edit(published.ToProto()).Revision);
        Assert.Equal(2, published.Edit(changed).Revision);
    }

    [Fact]
    public void An_edit_of_a_draft_makes_no_revision()
    {
        var draft = Project.New(Examples.Project(Code));
        var changed = draft.ToProto();
        changed.Audience = "Everyone";

        Assert.Equal(1, draft.Edit(changed).Revision);
    }

    [Fact]
    public void A_local_project_is_published_without_routes()
    {
        var given = Examples.Project(Code);
        (given.Code, given.Stage, given.Hub, given.EligibilityPolicy) = ("SX-TALK", Stage.Local, "hubs/sussex", null);

        Assert.Equal(V1.Project.Types.State.Published, Project.New(given).Publish(hasFoci: true).State);
    }

    [Fact]
    public void Says_all_that_is_missing_to_be_published()
    {
        var given = Examples.Project(Code);
        given.EligibilityPolicy = null;

        var refusal = Assert.Throws<ApiError>(() => Project.New(given).Publish(hasFoci: false));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.Incomplete), (refusal.Code, refusal.Reason));
        Assert.Equal(
            ["FOCI", "ROUTES"],
            refusal.Details.OfType<PreconditionFailure>().Single().Violations.Select(violation => violation.Type));
    }

    static void RefusesNew(string field, Action<V1.Project> change)
    {
        var given = Examples.Project(Code);
        change(given);

        var refusal = Assert.Throws<ApiError>(() => Project.New(given));

        Assert.Equal([field], Fields(refusal));
    }

    static IEnumerable<string> Fields(ApiError refusal) =>
        refusal.Details.OfType<BadRequest>().Single().FieldViolations.Select(violation => violation.Field);

    static Timestamp Day(int day) => new DateTime(2024, 9, day, 0, 0, 0, DateTimeKind.Utc).ToTimestamp();
}

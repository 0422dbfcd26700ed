using Google.Protobuf.WellKnownTypes;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>Days and windows are those of England.</summary>
public sealed class LocalDayTests(FirstOfSeptemberFixture fixture) : IClassFixture<FirstOfSeptemberFixture>
{
    [Fact]
    public async Task Acceptance_after_midnight_in_summer_is_dated_the_new_day()
    {
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync());

        var enrolment = await fixture.EnrolmentAsync(accepted);
        Assert.Equal("2024-09-01", enrolment.StateDate);
        Assert.All(enrolment.Advocates, advocate => Assert.Equal("2024-09-01", advocate.StartDate));
    }

    [Fact]
    public async Task A_headteacher_may_have_agreed_on_the_new_day_and_not_on_the_next()
    {
        var draft = await fixture.DraftAsync(change: application =>
            application.HeadteacherAgreement.AgreeDate = "2024-09-01");

        Assert.Equal("2024-09-01", draft.HeadteacherAgreement.AgreeDate);
        await Refused.ForFieldAsync("application.headteacher_agreement.agree_date",
            () => fixture.DraftAsync(change: application =>
                application.HeadteacherAgreement.AgreeDate = "2024-09-02"));
    }

    [Fact]
    public async Task A_window_that_is_not_open_is_told_in_local_time()
    {
        var focus = await fixture.DraftProjectAsync("YH-WINDOW", PeopleFixture.Hub, project =>
            project.RegistrationWindow = new()
            {
                OpenTime = Timestamp.FromDateTimeOffset(new(
                2024, 9, 1, 7, 0, 0, TimeSpan.Zero))
            });
        await fixture.Catalogue.PublishProjectAsync(new() { Name = "projects/YH-WINDOW" });

        var verdict = await fixture.Groups.AssessEligibilityAsync(
            new() { Name = (await fixture.DepartmentAsync()).Name, Focus = focus.Name });

        Assert.Contains(verdict.Rules, rule =>
            rule.Explanation == "Registration opens at 08:00 on 1 September 2024.");
    }
}

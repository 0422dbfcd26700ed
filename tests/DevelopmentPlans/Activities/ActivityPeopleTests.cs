using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>Whom an activity is for and who leads it, where Participants can be asked.</summary>
public sealed class ActivityPeopleTests(PlansFixture fixture)
{
    [Fact]
    public async Task Refuse_an_audience_of_another_department_and_say_who_and_what_to_do()
    {
        var plan = await fixture.DraftAsync();
        var stranger = await StrangerAsync();

        var refusal = await RefusesAsync(() => fixture.AddAsync(plan, For(stranger)));

        Assert.Contains("Ada Lovelace", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2024/25", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Leave them out, or enter a post", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("participants/", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(stranger, refusal.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Subject);
    }

    [Fact]
    public async Task Refuse_somebody_whom_the_hub_does_not_know()
    {
        var plan = await fixture.DraftAsync();

        var refusal = await RefusesAsync(() => fixture.AddAsync(plan, For(Nobody)));

        Assert.Contains("somebody whom the hub does not know", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_a_change_that_adds_a_stranger()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var activity = await fixture.AddAsync(plan, For(enrolled.Members[0]));
        activity.Audience.Add(await StrangerAsync());

        await RefusesAsync(async () => await fixture.Plans.UpdateActivityAsync(new() { Activity = activity }));
    }

    [Theory]
    [InlineData("2024-07-01", "2024-07-20", true)]
    [InlineData("2025-09-10", "", true)]
    [InlineData("", "2024-06-30", false)]
    [InlineData("2025-10-01", "", false)]
    public async Task Are_of_the_department_who_are_there_from_the_launch_in_July_to_a_follow_up_in_September(
        string start, string end, bool belongs)
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var person = await fixture.Programme.HireAsync(
            enrolled, post => (post.StartDate, post.EndDate) = (start, end));

        if (belongs)
        {
            Assert.Equal([person], (await fixture.AddAsync(plan, For(person))).Audience);
        }
        else
        {
            await RefusesAsync(() => fixture.AddAsync(plan, For(person)));
        }
    }

    [Fact]
    public async Task May_be_away_this_year_or_have_left_since()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var plan = await fixture.DraftAsync(enrolled);
        var onLeave = await fixture.Programme.HireAsync(enrolled, post => post.ExpectedFromDate = "2025-09-01");
        var leaver = await fixture.Programme.HireAsync(enrolled, post => post.StartDate = "2024-09-01");
        await fixture.Programme.LeaveAsync(leaver);

        Assert.Equal([onLeave, leaver], (await fixture.AddAsync(plan, For(onLeave, leaver))).Audience);
    }

    [Fact]
    public async Task May_be_led_by_somebody_else_of_the_hub()
    {
        var plan = await fixture.DraftAsync();
        var lead = await StrangerAsync();
        var activity = Examples.Activity("2024-10-03");
        activity.LedBy = lead;

        Assert.Equal(lead, (await fixture.AddAsync(plan, activity)).LedBy);
    }

    [Fact]
    public async Task Refuse_a_leader_whom_the_hub_does_not_know()
    {
        var plan = await fixture.DraftAsync();
        var activity = Examples.Activity("2024-10-03");
        activity.LedBy = Nobody;

        var refusal = await RefusesAsync(() => fixture.AddAsync(plan, activity));

        Assert.Contains("leave it empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_not_asked_about_with_a_token_that_may_not_read_them()
    {
        var plan = await fixture.DraftAsync();
        var writer = fixture.As(PlansFixture.Hub, "plans.write");

        var made = await writer.CreateActivityAsync(new() { Parent = plan.Name, Activity = For(Nobody) });

        Assert.Single(made.Audience);
    }

    static string Nobody => $"hubs/{PlansFixture.Hub}/participants/{Guid.CreateVersion7()}";

    static V1.Activity For(params string[] people)
    {
        var activity = Examples.Activity("2024-10-03");
        activity.WholeDepartment = false;
        activity.Audience.Add(people);
        return activity;
    }

    async Task<string> StrangerAsync() => (await fixture.Programme.EnrolAsync()).Members[0];

    static Task<Google.Rpc.Status> RefusesAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, call);
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class RecordActivityAttendanceTests(PlansFixture fixture)
{
    [Fact]
    public async Task Records_many_people_at_once()
    {
        var (activity, people) = await DeliveredAsync();

        var recorded = await RecordAsync(activity, (people[0], true), (people[1], true), (people[2], false));

        Assert.Equal(
            [(people[0], true), (people[1], true), (people[2], false)],
            recorded.Attendances.Select(one => (one.Participant, one.Present)));
    }

    [Fact]
    public async Task Changes_nothing_when_it_is_repeated()
    {
        var (activity, people) = await DeliveredAsync();
        var first = await RecordAsync(activity, (people[0], true));

        Assert.Equal(first, await RecordAsync(activity, (people[0], true)));
    }

    [Fact]
    public async Task Corrects_those_who_are_named_and_leaves_the_others()
    {
        var (activity, people) = await DeliveredAsync();
        await RecordAsync(activity, (people[0], true), (people[1], true));

        var corrected = await RecordAsync(activity, (people[2], true), (people[1], false));

        Assert.Equal(
            [(people[0], true), (people[1], false), (people[2], true)],
            corrected.Attendances.Select(one => (one.Participant, one.Present)));
    }

    [Fact]
    public async Task Raises_the_revision_of_the_plan()
    {
        var (activity, people) = await DeliveredAsync();
        var plan = new V1.Plan { Name = PlanOf(activity) };
        var before = await fixture.ReadAsync(plan);

        await RecordAsync(activity, (people[0], true));

        Assert.Equal(before.Revision + 1, (await fixture.ReadAsync(plan)).Revision);
    }

    [Fact]
    public async Task Refuses_an_activity_that_is_still_planned()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var activity = await fixture.FirstActivityAsync(await SharedAsync(enrolled));

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.WrongState,
            () => RecordAsync(activity, (enrolled.Members[0], true)));
    }

    [Fact]
    public async Task Refuses_people_of_another_department()
    {
        var (activity, _) = await DeliveredAsync();
        var stranger = (await fixture.Programme.EnrolAsync()).Members[0];

        await Refused.WithAsync(
            StatusCode.FailedPrecondition,
            ErrorReason.ReferenceInvalid,
            () => RecordAsync(activity, (stranger, true)));
    }

    [Fact]
    public async Task Refuses_a_person_who_is_named_twice()
    {
        var (activity, people) = await DeliveredAsync();

        await Refused.ForFieldAsync(
            "attendances", () => RecordAsync(activity, (people[0], true), (people[0], false)));
    }

    [Fact]
    public async Task Refuses_a_plan_that_is_closed()
    {
        var (activity, people) = await DeliveredAsync();
        await fixture.Plans.ClosePlanAsync(new()
        {
            Name = PlanOf(activity),
            Reason = "The year is over",
        });

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => RecordAsync(activity, (people[0], true)));
    }

    static string PlanOf(V1.Activity activity) =>
        activity.Name[..activity.Name.IndexOf("/activities", StringComparison.Ordinal)];

    async Task<(V1.Activity Activity, IReadOnlyList<string> People)> DeliveredAsync()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var activity = await fixture.FirstActivityAsync(await SharedAsync(enrolled));
        return (await fixture.Plans.DeliverActivityAsync(new() { Name = activity.Name }), enrolled.Members);
    }

    async Task<V1.Plan> SharedAsync(Enrolled enrolled) =>
        await fixture.Plans.SharePlanAsync(new() { Name = (await fixture.CoherentAsync(enrolled)).Name });

    async Task<V1.Activity> RecordAsync(V1.Activity activity, params (string Person, bool Present)[] people) =>
        await fixture.Plans.RecordActivityAttendanceAsync(new()
        {
            Name = activity.Name,
            Attendances =
            {
                people.Select(one => new V1.Activity.Types.Attendance
                {
                    Participant = one.Person,
                    Present = one.Present,
                }),
            },
        });
}

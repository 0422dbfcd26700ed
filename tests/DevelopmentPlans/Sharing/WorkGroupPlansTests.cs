using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.DevelopmentPlans.V1.WorkGroupPlans.Types.Overlap.Types.Kind;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class WorkGroupPlansTests(PlansFixture fixture)
{
    [Fact]
    public async Task Says_who_shares_what_and_who_has_neither_given_nor_received()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        await fixture.FeedbackAsync(plan, other);
        var silent = await fixture.Programme.EnrolAsync(group);
        var (first, third) = (await NameAsync(owner), await NameAsync(silent));

        var view = await SummarizeAsync(group);

        Assert.Equal(3, view.Members.Count);
        Assert.Equal(
            $"{first} shares ‘Multiplicative reasoning in Key Stage 3’ with one aim, has given no feedback and "
                + "received it once. One challenge waits for its answer.",
            view.Members.Single(member => member.Department == owner.Department).Message);
        Assert.Equal(
            [
                "One of three departments shares a plan.",
                $"{await NameAsync(other)} and {third} do not share a plan yet.",
                $"{third} has neither given nor received feedback.",
                "One challenge waits for an answer.",
            ],
            view.Messages);
    }

    [Fact]
    public async Task Says_where_aims_overlap()
    {
        var (group, owner, other, _) = await fixture.NeighboursAsync();
        await fixture.SharedAsync(other);

        var view = await SummarizeAsync(group);

        Assert.Equal(
            [Kind.OutcomeHeading, Kind.BigIdea, Kind.BigIdea, Kind.EssenceTheme],
            view.Overlaps.Select(overlap => overlap.Kind));
        Assert.Equal(
            $"{await NameAsync(owner)} and {await NameAsync(other)} both have aims under the heading "
                + "‘Practice development’.",
            view.Overlaps[0].Message);
        Assert.All(view.Overlaps, overlap => Assert.Equal(2, overlap.Aims.Count));
        Assert.Equal("Every department shares a plan.", view.Messages[0]);
    }

    [Fact]
    public async Task Says_which_aims_are_in_much_the_same_words()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        await AimAsync(plan, "Every class meets proportional reasoning on double number lines");
        await AimAsync(await fixture.SharedAsync(other), "Proportional reasoning rests on double number lines");

        var overlap = Assert.Single((await SummarizeAsync(group)).Overlaps, one => one.Kind == Kind.Words);

        Assert.Equal(
            $"{await NameAsync(owner)} and {await NameAsync(other)} both have aims in much the same words "
                + "(double, lines, number, proportional, reasoning).",
            overlap.Message);
    }

    [Fact]
    public async Task Says_what_was_challenged_and_answered()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        var given = await fixture.FeedbackAsync(plan, other);
        await fixture.Plans.RespondToFeedbackAsync(
            new() { Name = given.Name, Response = "Two classes begin without them" });

        var exchange = Assert.Single((await SummarizeAsync(group)).Exchanges);

        Assert.Equal(
            $"{await NameAsync(other)} challenged {await NameAsync(owner)} on the plan ‘Multiplicative reasoning in "
                + "Key Stage 3’: ‘How will you know that it is the bar models?’ "
                + "The answer: ‘Two classes begin without them.’",
            exchange.Message);
    }

    [Fact]
    public async Task Leaves_out_drafts_and_departments_that_no_longer_take_part()
    {
        var (group, owner, other, plan) = await fixture.NeighboursAsync();
        await fixture.CoherentAsync(other);
        await fixture.Programme.WithdrawAsync(owner);

        var view = await SummarizeAsync(group);

        Assert.Equal([other.Department], view.Members.Select(member => member.Department));
        Assert.DoesNotContain(plan.Name, view.Members.Select(member => member.Plan));
        Assert.Empty(view.Members[0].Plan);
    }

    [Fact]
    public async Task Says_that_nobody_takes_part() =>
        Assert.Equal(["No department takes part in the Work Group now."],
            (await SummarizeAsync(await fixture.Programme.GroupAsync())).Messages);

    [Fact]
    public Task Refuses_a_Work_Group_that_does_not_exist() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound,
        () => SummarizeAsync($"hubs/{PlansFixture.Hub}/workGroups/{Guid.CreateVersion7()}"));

    async Task AimAsync(V1.Plan plan, string statement)
    {
        var aim = Examples.Aim();
        aim.Statement = statement;
        await fixture.AddAsync(plan, aim);
    }

    async Task<V1.WorkGroupPlans> SummarizeAsync(string group) =>
        await fixture.Plans.SummarizeWorkGroupPlansAsync(new() { Name = group });

    async Task<string> NameAsync(Enrolled enrolled) => $"School {await fixture.Programme.SchoolAsync(enrolled)}";
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlansClient = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What schools can do with plans while Participants, which has said which departments are theirs, is
/// down.</summary>
public sealed class ParticipantsDownTests(ParticipantsDownTests.Fixture down)
    : IClassFixture<ParticipantsDownTests.Fixture>
{
    const string Hub = $"hubs/{PlansFixture.Hub}";

    [Fact]
    public async Task A_departments_own_plan_is_read_written_and_reviewed()
    {
        var (own, plan) = (down.Owner, down.Neighbours.Plan);

        Assert.Equal(plan.Name, (await own.GetPlanAsync(new() { Name = plan.Name })).Name);
        var aims = await own.ListAimsAsync(new() { Parent = plan.Name });
        await own.UpdatePlanAsync(new() { Plan = new() { Name = plan.Name, Vision = "Fluency for all" } });
        var review = await own.CreateReviewAsync(
            new() { Parent = plan.Name, Review = Examples.Review("2025-02-13", aims.Aims[0]) });

        Assert.Equal(review, await own.GetReviewAsync(new() { Name = review.Name }));
    }

    [Fact]
    public async Task A_list_has_the_own_plans_and_says_what_it_lacks()
    {
        var answer = await down.Owner.ListPlansAsync(new() { Parent = Hub });

        Assert.Equal([down.Neighbours.Plan.Name], answer.Plans.Select(plan => plan.Name));
        Assert.Equal($"{Hub}/workGroups/-", answer.Unreachable);
    }

    [Fact]
    public Task A_list_of_the_parts_of_all_plans_is_refused() =>
        UnavailableAsync(async () => await down.Owner.ListAimsAsync(new() { Parent = $"{Hub}/plans/-" }));

    [Fact]
    public async Task The_plan_of_another_school_is_UNAVAILABLE_and_not_missing()
    {
        var status = await UnavailableAsync(
            async () => await down.Reader.GetPlanAsync(new() { Name = down.Neighbours.Plan.Name }));

        Assert.Contains("what other schools share with yours", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Feedback_on_it_is_UNAVAILABLE() => UnavailableAsync(
        async () => await down.Reader.CreateFeedbackAsync(new()
        {
            Parent = down.Neighbours.Plan.Name,
            Feedback = Examples.Feedback(down.Neighbours.Other.Department),
        }));

    [Fact]
    public Task Assessing_the_own_plan_is_UNAVAILABLE() => UnavailableAsync(
        async () => await down.Owner.AssessPlanAsync(new() { Name = down.Neighbours.Plan.Name }));

    [Fact]
    public Task A_school_that_had_not_asked_before_is_told_nothing() =>
        UnavailableAsync(async () => await down.Stranger.ListPlansAsync(new() { Parent = Hub }));

    [Fact]
    public Task A_token_that_could_not_ask_learns_nothing_from_one_that_could() =>
        UnavailableAsync(async () => await down.Narrow.GetPlanAsync(new() { Name = down.Neighbours.Plan.Name }));

    static Task<Google.Rpc.Status> UnavailableAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, call);

    /// <summary>A service whose Participants stopped after two schools had read their plans.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        readonly PlansFixture _plans = new();

        public Neighbours Neighbours { get; private set; } = null!;

        public PlansClient Owner { get; private set; } = null!;

        public PlansClient Reader { get; private set; } = null!;

        public PlansClient Stranger { get; private set; } = null!;

        public PlansClient Narrow { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await _plans.InitializeAsync();
            Neighbours = await _plans.NeighboursAsync();
            Owner = await _plans.SchoolAsync(Neighbours.Owner);
            Reader = await _plans.SchoolAsync(Neighbours.Other);
            Stranger = await _plans.SchoolAsync(await _plans.Programme.EnrolAsync(Neighbours.Group));
            Narrow = _plans.Client<PlansClient>(new Token
            {
                School = await _plans.Programme.SchoolAsync(Neighbours.Owner),
                Scopes = ["plans.read"],
            });
            await Owner.GetPlanAsync(new() { Name = Neighbours.Plan.Name });
            await Reader.GetPlanAsync(new() { Name = Neighbours.Plan.Name });
            await _plans.StopParticipantsAsync();
        }

        public ValueTask DisposeAsync() => _plans.DisposeAsync();
    }
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlansClient = Mastery.DevelopmentPlans.V1.DevelopmentPlanService.DevelopmentPlanServiceClient;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What a school sees of the plans of others.</summary>
public sealed class SharedPlanTests(PlansFixture fixture)
{
    const string Hub = $"hubs/{PlansFixture.Hub}";

    [Fact]
    public async Task Is_read_with_its_parts_by_another_school_of_the_Work_Group()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber);
        var reader = await fixture.SchoolAsync(other);

        Assert.Equal(
            (plan.Name, $"School {await fixture.Programme.SchoolAsync(owner)}"),
            ((await ReadAsync(reader, plan)).Name, (await ReadAsync(reader, plan)).SchoolDisplayName));
        Assert.Equal([plan.Name], await ListAsync(reader));
        Assert.Equal(2, (await reader.ListEvidenceAsync(new() { Parent = plan.Name })).Evidence.Count);
        Assert.Single((await reader.ListAimsAsync(new() { Parent = plan.Name })).Aims);
        Assert.Equal(3, (await reader.ListActivitiesAsync(new() { Parent = plan.Name })).Activities.Count);
        Assert.Single((await reader.ListReviewsAsync(new() { Parent = $"{Hub}/plans/-" })).Reviews);
        Assert.Single((await reader.SummarizeReviewsAsync(new() { Name = plan.Name })).AimTrends);
    }

    [Fact]
    public async Task Is_shared_without_the_name_of_the_school_where_the_token_may_not_read_it()
    {
        var plan = await fixture.CoherentAsync();

        var shared = await fixture.As(PlansFixture.Hub, "plans.write").SharePlanAsync(new() { Name = plan.Name });

        Assert.Empty(shared.SchoolDisplayName);
    }

    [Fact]
    public async Task Is_read_by_the_trust_of_another_school_of_the_Work_Group()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var trust = fixture.Client<PlansClient>(
            new Token { Trust = Programme.TrustOf(await fixture.Programme.SchoolAsync(other)) });

        Assert.Equal([plan.Name], await ListAsync(trust));
    }

    [Fact]
    public async Task Is_read_when_it_is_agreed_and_neither_before_it_is_shared_nor_after_it_is_closed()
    {
        var group = await fixture.Programme.GroupAsync();
        var plan = await fixture.CoherentAsync(await fixture.Programme.EnrolAsync(group));
        var reader = await fixture.SchoolAsync(await fixture.Programme.EnrolAsync(group));
        await HiddenAsync(reader, plan);

        await fixture.Plans.SharePlanAsync(new() { Name = plan.Name });
        await fixture.Plans.AgreePlanAsync(new() { Name = plan.Name });
        await ReadAsync(reader, plan);

        await fixture.Plans.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Too thin" });
        await HiddenAsync(reader, plan);

        await fixture.Plans.ClosePlanAsync(new() { Name = plan.Name, Reason = "Another begins" });
        await HiddenAsync(reader, plan);
    }

    [Fact]
    public async Task Is_hidden_from_another_Work_Group_of_the_hub()
    {
        var (_, _, _, plan) = await fixture.NeighboursAsync();
        var elsewhere = await fixture.Programme.EnrolAsync(await fixture.Programme.GroupAsync());

        await HiddenAsync(await fixture.SchoolAsync(elsewhere), plan);
    }

    [Fact]
    public async Task Is_hidden_from_a_token_of_another_hub()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var reader = fixture.Client<PlansClient>(new Token
        {
            School = await fixture.Programme.SchoolAsync(other),
            Hubs = [PlansFixture.OtherHub],
        });

        await NotFoundAsync(() => ReadAsync(reader, plan));
    }

    [Fact]
    public async Task Is_hidden_from_a_token_that_may_not_read_Work_Groups()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var reader = fixture.Client<PlansClient>(new Token
        {
            School = await fixture.Programme.SchoolAsync(other),
            Scopes = ["plans.read", "participants.read"],
        });

        await HiddenAsync(reader, plan);
    }

    [Fact]
    public async Task Is_shared_no_longer_than_its_own_enrolment_is_active()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var reader = await fixture.SchoolAsync(other);

        await fixture.Programme.DeferAsync(owner);
        await HiddenAsync(reader, plan);

        await fixture.Programme.ResumeAsync(owner);
        await ReadAsync(reader, plan);

        await fixture.Programme.WithdrawAsync(owner);
        await HiddenAsync(reader, plan);
        Assert.Equal([plan.Name], await ListAsync(await fixture.SchoolAsync(owner)));
    }

    [Fact]
    public async Task Is_shared_no_longer_than_the_readers_enrolment_is_active()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var reader = await fixture.SchoolAsync(other);
        await ReadAsync(reader, plan);

        await fixture.Programme.CompleteAsync(other);

        await HiddenAsync(reader, plan);
    }

    [Fact]
    public async Task Is_hidden_from_a_school_that_goes_on_in_another_Work_Group()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();

        var reader = await fixture.SchoolAsync(await fixture.Programme.TransferAsync(other));

        await HiddenAsync(reader, plan);
    }

    [Fact]
    public async Task Is_changed_by_no_other_school()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        var (reader, aim) = (await fixture.SchoolAsync(other), await fixture.FirstAimAsync(plan));

        await RefusedAsync(async () => await reader.UpdatePlanAsync(
            new() { Plan = new() { Name = plan.Name, Title = "X" } }));
        await RefusedAsync(async () => await reader.ReturnPlanAsync(new() { Name = plan.Name, Reason = "Too thin" }));
        await RefusedAsync(async () => await reader.CreateAimAsync(new() { Parent = plan.Name, Aim = Examples.Aim() }));
        await RefusedAsync(async () => await reader.DeleteAimAsync(new() { Name = aim.Name }));
        await RefusedAsync(async () => await reader.CreateReviewAsync(
            new() { Parent = plan.Name, Review = Examples.Review("2025-02-13", aim) }));

        Assert.Equal(plan, await fixture.ReadAsync(plan));
    }

    [Fact]
    public async Task Shows_no_other_school_what_it_was_before_it_was_shared()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var (reader, own) = (await fixture.SchoolAsync(other), await fixture.SchoolAsync(owner));

        await RefusedAsync(async () => await reader.GetPlanRevisionAsync(new() { Name = $"{plan.Name}/revisions/1" }));
        await RefusedAsync(async () => await reader.ListPlanRevisionsAsync(new() { Parent = plan.Name }));
        await RefusedAsync(async () => await reader.ComparePlanRevisionsAsync(
            new() { Name = plan.Name, FromRevision = 1, ToRevision = plan.Revision }));
        Assert.Empty((await reader.ListPlanRevisionsAsync(new() { Parent = $"{Hub}/plans/-" })).PlanRevisions);

        Assert.Equal(
            plan.Revision, (await own.ListPlanRevisionsAsync(new() { Parent = plan.Name })).PlanRevisions.Count);
    }

    [Fact]
    public async Task Is_rolled_forward_by_its_own_school_only()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();
        var next = await fixture.Programme.EnrolInYearAsync(owner, "YH-SHARE", "2025-26");

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await (await fixture.SchoolAsync(other)).RollPlanForwardAsync(
                new() { Name = plan.Name, Enrolment = next.Enrolment }));

        var rolled = await (await fixture.SchoolAsync(owner)).RollPlanForwardAsync(
            new() { Name = plan.Name, Enrolment = next.Enrolment });
        Assert.Equal(plan.Name, rolled.Plan.Continues);
    }

    [Fact]
    public async Task Is_assessed_by_no_other_school_which_cannot_see_its_people()
    {
        var (_, owner, other, plan) = await fixture.NeighboursAsync();

        await RefusedAsync(async () => await (await fixture.SchoolAsync(other)).AssessPlanAsync(
            new() { Name = plan.Name }));

        Assert.True((await (await fixture.SchoolAsync(owner)).AssessPlanAsync(new() { Name = plan.Name })).Coherent);
    }

    [Fact]
    public async Task Is_made_shared_and_reviewed_by_its_own_school()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var own = await fixture.SchoolAsync(enrolled);

        var plan = await own.CreatePlanAsync(
            new() { Parent = Hub, Plan = new() { Enrolment = enrolled.Enrolment, Title = "Fluency" } });
        var evidence = await own.CreateEvidenceAsync(new() { Parent = plan.Name, Evidence = Examples.Evidence() });
        var aim = await own.CreateAimAsync(new() { Parent = plan.Name, Aim = Examples.Aim(evidence) });
        await own.SharePlanAsync(new() { Name = plan.Name });
        await own.CreateReviewAsync(new() { Parent = plan.Name, Review = Examples.Review("2025-02-13", aim) });

        Assert.Equal("2025-02-13", (await ReadAsync(own, plan)).LastReviewDate);
    }

    [Fact]
    public async Task Is_made_for_no_enrolment_of_another_school()
    {
        var (other, own) = (await fixture.Programme.EnrolAsync(), await fixture.Programme.EnrolAsync());

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await (await fixture.SchoolAsync(own)).CreatePlanAsync(
                new() { Parent = Hub, Plan = new() { Enrolment = other.Enrolment, Title = "Fluency" } }));
    }

    static async Task<V1.Plan> ReadAsync(PlansClient reader, V1.Plan plan) =>
        await reader.GetPlanAsync(new() { Name = plan.Name });

    static async Task<IEnumerable<string>> ListAsync(PlansClient reader)
    {
        var answer = await reader.ListPlansAsync(new() { Parent = Hub });
        Assert.Empty(answer.Unreachable);
        return answer.Plans.Select(plan => plan.Name);
    }

    static async Task HiddenAsync(PlansClient reader, V1.Plan plan)
    {
        await NotFoundAsync(() => ReadAsync(reader, plan));
        await NotFoundAsync(async () => await reader.ListAimsAsync(new() { Parent = plan.Name }));
        Assert.Empty(await ListAsync(reader));
    }

    static Task<Google.Rpc.Status> NotFoundAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);

    static Task<Google.Rpc.Status> RefusedAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, call);
}

using Grpc.Core;
using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.Feedback> GetFeedback(V1.GetFeedbackRequest request, ServerCallContext context) =>
        (await feedback.Value.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListFeedbackResponse> ListFeedback(
        V1.ListFeedbackRequest request, ServerCallContext context)
    {
        var page = await feedback.Value.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Feedback = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Feedback> CreateFeedback(V1.CreateFeedbackRequest request, ServerCallContext context)
    {
        var (parent, given) = (request.Parent, request.Feedback);
        var school = await feedback.Value.GiverAsync(parent, given.Department, context.CancellationToken);
        var plan = await feedback.Value.LockAsync(parent);
        return (await feedback.Value.AddAsync(plan, Feedback.New(plan, given, school))).ToProto();
    }

    public override async Task<V1.Feedback> RespondToFeedback(
        V1.RespondToFeedbackRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await feedback.Value.GetAsync(request.Name, request.Etag);
        plan.Require(PlanState.Draft, PlanState.Shared, PlanState.Agreed);
        var answered = current.Respond(request.Response, clock.GetUtcNow());
        return (await feedback.Value.UpdateAsync(plan, current, answered)).ToProto();
    }

    public override async Task<V1.Feedback> ResolveFeedback(
        V1.ResolveFeedbackRequest request, ServerCallContext context)
    {
        var plan = await feedback.Value.LockAsync(request.Name.ParentName());
        var current = await feedback.Value.GetAsync(request.Name, request.Etag);
        bound.RequireOwn(current.Department);
        plan.RequireShared();
        return (await feedback.Value.UpdateAsync(plan, current, current.Resolve(request.Resolution, clock.GetUtcNow())))
            .ToProto();
    }
}

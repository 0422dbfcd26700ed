using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans;

/// <summary>The RPCs of plans. Those of their parts are in the folders of the parts.</summary>
public sealed partial class DevelopmentPlanService(
    PlanStore plans,
    PlanParts<Evidence> evidence,
    PlanParts<Aim> aims,
    PlanParts<Activity> activities,
    Lazy<AimTerms> terms,
    Lazy<PartReferences> references,
    Lazy<ContentStore> contents,
    Lazy<Enrolments> enrolments,
    Lazy<Foci> foci,
    Lazy<PlanAssessor> assessor,
    Lazy<PlanExporter> exporter,
    Lazy<PersonData> person,
    Lazy<ProgrammeParts> programme,
    Lazy<RevisionStore> revisions,
    Lazy<NewPlans> newPlans,
    Lazy<LineageStore> lineages,
    Lazy<PlanReviews> reviews,
    Lazy<PlanFeedback> feedback,
    BoundPlans bound,
    Lazy<GroupPlans> groups,
    Lazy<SchoolNames> schools,
    TimeProvider clock) : V1.DevelopmentPlanService.DevelopmentPlanServiceBase
{
    public override async Task<V1.Plan> GetPlan(V1.GetPlanRequest request, ServerCallContext context) =>
        (await plans.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListPlansResponse> ListPlans(V1.ListPlansRequest request, ServerCallContext context)
    {
        var page = await plans.ListAsync(
            request.Parent, ListRequest.From(request), IsoDate.ParseOrNull(request.UnreviewedSinceDate));
        return new()
        {
            Plans = { page.Rows.Select(plan => plan.ToProto()) },
            NextPageToken = page.NextPageToken,
            Unreachable = bound.SharedUnknown ? $"{request.Parent}/workGroups/-" : "",
        };
    }

    public override async Task<V1.Plan> CreatePlan(V1.CreatePlanRequest request, ServerCallContext context)
    {
        var enrolment = await enrolments.Value.GetActiveAsync(request.Plan.Enrolment, context.CancellationToken);
        var former = await enrolments.Value.FormerAsync(enrolment, context.CancellationToken);
        var pin = await foci.Value.PinIfReachableAsync(enrolment.Focus, context.CancellationToken);
        return (await plans.InsertAsync(Plan.New(request.Parent, request.Plan, enrolment, pin), former)).ToProto();
    }

    public override async Task<V1.Plan> UpdatePlan(V1.UpdatePlanRequest request, ServerCallContext context)
    {
        var current = await plans.LockAsync(request.Plan.Name, request.Plan.Etag);
        var merged = request.UpdateMask.Apply(current.ToProto(), request.Plan);
        return (await plans.UpdateAsync(current, current.Edit(merged))).ToProto();
    }

    public override async Task<Empty> DeletePlan(V1.DeletePlanRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name, request.Etag);
        await contents.Value.DeleteAsync(plan.Require(PlanState.Draft));
        return new();
    }

    public override async Task<V1.PlanAssessment> AssessPlan(V1.AssessPlanRequest request, ServerCallContext context)
    {
        var content = await contents.Value.GetAsync(request.Name);
        bound.RequireOwn(content.Plan.Department);
        var rules = RuleSets.Of(request.RuleSetVersion, content.Plan);
        return await assessor.Value.AssessAsync(content, rules, context.CancellationToken);
    }

    public override async Task<V1.Plan> SharePlan(V1.SharePlanRequest request, ServerCallContext context)
    {
        var seen = await plans.GetAsync(request.Name);
        var school = await schools.Value.OfAsync(seen.Department, context.CancellationToken);
        var plan = await plans.LockAsync(request.Name, request.Etag);
        return (await plans.UpdateAsync(plan, plan.Share(school))).ToProto();
    }

    public override async Task<V1.Plan> AgreePlan(V1.AgreePlanRequest request, ServerCallContext context)
    {
        var seen = await contents.Value.GetAsync(request.Name, request.Etag);
        seen.Plan.Require(PlanState.Shared);
        var assessment = await assessor.Value.AssessAsync(seen, RuleSets.Current, context.CancellationToken);
        var locked = await plans.LockAsync(request.Name);
        var plan = locked.Require(PlanState.Shared).RequireEtag(seen.Plan.Etag);
        return (await plans.UpdateAsync(plan, plan.Agree(assessment, clock.GetUtcNow()))).ToProto();
    }

    public override async Task<V1.Plan> AdoptCatalogueRevision(
        V1.AdoptCatalogueRevisionRequest request, ServerCallContext context)
    {
        var seen = (await plans.GetAsync(request.Name, request.Etag)).RequireHere().Require(PlanState.Draft);
        var pin = await foci.Value.PinAsync(seen.Focus, context.CancellationToken);
        var plan = await plans.LockAsync(request.Name, request.Etag);
        return (await plans.UpdateAsync(plan, plan.Adopt(pin))).ToProto();
    }

    public override async Task<V1.Plan> ReturnPlan(V1.ReturnPlanRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name, request.Etag);
        return (await plans.UpdateAsync(plan, plan.Return(request.Reason))).ToProto();
    }

    public override async Task<V1.Plan> ClosePlan(V1.ClosePlanRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name, request.Etag);
        var closed = plan.Close(request.Reason, request.UndeliveredReason, await activities.AllAsync(plan));
        return (await plans.UpdateAsync(plan, closed)).ToProto();
    }
}

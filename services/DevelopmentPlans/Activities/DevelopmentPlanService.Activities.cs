using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.Activity> GetActivity(V1.GetActivityRequest request, ServerCallContext context) =>
        (await activities.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListActivitiesResponse> ListActivities(
        V1.ListActivitiesRequest request, ServerCallContext context)
    {
        var page = await activities.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Activities = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Activity> CreateActivity(V1.CreateActivityRequest request, ServerCallContext context)
    {
        await programme.Value.People.RequireAsync(request, context.CancellationToken);
        var plan = await plans.LockAsync(request.Parent);
        var activity = Activity.New(plan, request.Activity);
        await references.Value.RequireAimsAsync(plan, activity.AimIds);
        return (await activities.InsertAsync(plan, activity)).ToProto();
    }

    public override async Task<V1.Activity> UpdateActivity(V1.UpdateActivityRequest request, ServerCallContext context)
    {
        await programme.Value.People.RequireAsync(request, context.CancellationToken);
        var plan = await plans.LockAsync(request.Activity.Name.ParentName());
        var current = await activities.GetAsync(request.Activity.Name, request.Activity.Etag);
        var edited = current.Edit(plan, request.UpdateMask.Apply(current.ToProto(), request.Activity));
        await references.Value.RequireAimsAsync(plan, edited.AimIds);
        return (await activities.UpdateAsync(plan, current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteActivity(V1.DeleteActivityRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await activities.GetAsync(request.Name, request.Etag);
        await activities.DeleteAsync(plan.RequireEditable(), current);
        return new();
    }

    public override async Task<V1.Activity> DeliverActivity(
        V1.DeliverActivityRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await activities.GetAsync(request.Name, request.Etag);
        var delivered = current.Deliver(plan, IsoDate.ParseOrNull(request.DeliverDate), EnglandTime.Today(clock));
        return (await activities.UpdateAsync(plan, current, delivered)).ToProto();
    }

    public override async Task<V1.Activity> CancelActivity(V1.CancelActivityRequest request, ServerCallContext context)
    {
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await activities.GetAsync(request.Name, request.Etag);
        return (await activities.UpdateAsync(plan, current, current.Cancel(plan))).ToProto();
    }

    public override async Task<V1.Activity> RecordActivityAttendance(
        V1.RecordActivityAttendanceRequest request, ServerCallContext context)
    {
        var recorded = Attendance.Of(request.Attendances);
        await programme.Value.People.RequireAsync(request, context.CancellationToken);
        var plan = await plans.LockAsync(request.Name.ParentName());
        var current = await activities.GetAsync(request.Name, request.Etag);
        return (await activities.UpdateAsync(plan, current, current.Record(plan, recorded))).ToProto();
    }
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The RPCs of Work Groups. Those of applications and enrolments are in their own folders.</summary>
public sealed partial class WorkGroupService(
    WorkGroupStore groups,
    ApplicationStore applications,
    EnrolmentStore enrolments,
    DepartmentStore departments,
    ParticipantStore participants,
    Catalogue catalogue,
    Admission admission,
    CallScope call,
    TimeProvider clock) : V1.WorkGroupService.WorkGroupServiceBase
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    DateOnly Today => DateOnly.FromDateTime(Now);

    public override async Task<V1.WorkGroup> GetWorkGroup(V1.GetWorkGroupRequest request, ServerCallContext context) =>
        (await groups.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListWorkGroupsResponse> ListWorkGroups(
        V1.ListWorkGroupsRequest request, ServerCallContext context)
    {
        var page = await groups.ListAsync(request.Parent, ListRequest.From(request));
        return new() { WorkGroups = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.WorkGroup> CreateWorkGroup(
        V1.CreateWorkGroupRequest request, ServerCallContext context)
    {
        var group = WorkGroup.New(
            request.Parent, request.WorkGroup, await catalogue.GetAsync("work_group.focus", request.WorkGroup.Focus));
        await participants.RequireAsync("work_group.leads", group.HubId, group.Leads);
        return (await groups.InsertAsync(group)).ToProto();
    }

    public override async Task<V1.WorkGroup> UpdateWorkGroup(
        V1.UpdateWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.WorkGroup.Name, request.WorkGroup.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.WorkGroup));
        await participants.RequireAsync("work_group.leads", edited.HubId, edited.Leads);
        return (await groups.UpdateAsync(current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteWorkGroup(V1.DeleteWorkGroupRequest request, ServerCallContext context)
    {
        await groups.DeleteAsync(await groups.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.WorkGroup> OpenWorkGroup(V1.OpenWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.Name, request.Etag);
        return (await groups.UpdateAsync(current, current.Open())).ToProto();
    }

    public override async Task<V1.WorkGroup> StartWorkGroup(V1.StartWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.Name, request.Etag);
        return (await groups.UpdateAsync(current, current.Start())).ToProto();
    }

    public override async Task<V1.WorkGroup> CompleteWorkGroup(
        V1.CompleteWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.Name, request.Etag);
        return (await groups.UpdateAsync(current, current.Complete())).ToProto();
    }

    public override async Task<V1.WorkGroup> CancelWorkGroup(
        V1.CancelWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.Name, request.Etag);
        var cancelled = await groups.UpdateAsync(current, current.Cancel(request.Reason));
        await enrolments.WithdrawAllAsync(current, request.Reason, Today);
        return cancelled.ToProto();
    }
}

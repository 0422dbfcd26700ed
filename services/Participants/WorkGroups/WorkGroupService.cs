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
    Lazy<Admission> admission,
    Lazy<WaitingList> waiting,
    SessionStore sessions,
    Lazy<SessionLetters> told,
    Lazy<AttendanceRecorder> attendance,
    Lazy<Calendars> calendars,
    Lazy<Transfers> transfers,
    Lazy<WorkGroupEnding> ending,
    LetterStore letters,
    Lazy<LetterWriter> writer,
    EnquiryStore enquiries,
    Lazy<EnquiryReferences> enquiryReferences,
    Lazy<EnquiryConversion> conversion,
    CallScope call,
    TimeProvider clock) : V1.WorkGroupService.WorkGroupServiceBase
{
    DateTime Now => clock.GetUtcNow().UtcDateTime;

    DateOnly Today => EnglandTime.Today(clock);

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
        await participants.KeepErasuresOutAsync(group.HubId);
        var leads = await participants.RequireAsync("work_group.work_group_leads", group.HubId, group.WorkGroupLeads);
        return (await groups.InsertAsync(group with { WorkGroupLeads = leads })).ToProto();
    }

    public override async Task<V1.WorkGroup> UpdateWorkGroup(
        V1.UpdateWorkGroupRequest request, ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.WorkGroup.Name.HubId());
        var current = await groups.LockAsync(request.WorkGroup.Name, request.WorkGroup.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.WorkGroup));
        var leads = await participants.RequireAsync(
            "work_group.work_group_leads", edited.HubId, edited.WorkGroupLeads, current.WorkGroupLeads);
        return (await groups.UpdateAsync(current, edited with { WorkGroupLeads = leads })).ToProto();
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
        return (await ending.Value.CompleteAsync(current, Today)).ToProto();
    }

    public override async Task<V1.WorkGroup> CancelWorkGroup(
        V1.CancelWorkGroupRequest request, ServerCallContext context)
    {
        var current = await groups.LockAsync(request.Name, request.Etag);
        return (await ending.Value.CancelAsync(current, request.Reason, Today)).ToProto();
    }
}

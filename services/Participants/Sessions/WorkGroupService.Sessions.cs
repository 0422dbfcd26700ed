using Google.Api;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class WorkGroupService
{
    public override async Task<V1.Session> GetSession(V1.GetSessionRequest request, ServerCallContext context) =>
        (await sessions.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListSessionsResponse> ListSessions(
        V1.ListSessionsRequest request, ServerCallContext context)
    {
        var page = await sessions.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Sessions = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override Task<HttpBody> ExportWorkGroupCalendar(
        V1.ExportWorkGroupCalendarRequest request, ServerCallContext context) =>
        calendars.Value.OfWorkGroupAsync(request.Name);

    public override Task<HttpBody> ExportDepartmentCalendar(
        V1.ExportDepartmentCalendarRequest request, ServerCallContext context) =>
        calendars.Value.OfDepartmentAsync(request.Name);

    public override async Task<V1.Session> CreateSession(V1.CreateSessionRequest request, ServerCallContext context)
    {
        var group = (await groups.LockAsync(request.Parent)).RequireNotOver();
        return (await sessions.InsertAsync(Session.New(group, request.Session))).ToProto();
    }

    public override async Task<V1.Session> UpdateSession(V1.UpdateSessionRequest request, ServerCallContext context)
    {
        var current = await sessions.LockAsync(request.Session.Name, request.Session.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.Session));
        return (await told.Value.WriteAsync(current, await sessions.UpdateAsync(current, edited))).ToProto();
    }

    public override async Task<Empty> DeleteSession(V1.DeleteSessionRequest request, ServerCallContext context)
    {
        await sessions.DeleteAsync(await sessions.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.Session> RescheduleSession(
        V1.RescheduleSessionRequest request, ServerCallContext context)
    {
        var current = await sessions.LockAsync(request.Name, request.Etag);
        var group = await groups.GetAsync(request.Name.ParentName());
        var moved = await sessions.UpdateAsync(current, current.Reschedule(group, request));
        return (await told.Value.WriteAsync(current, moved)).ToProto();
    }

    public override async Task<V1.Session> HoldSession(V1.HoldSessionRequest request, ServerCallContext context)
    {
        var current = await sessions.LockAsync(request.Name, request.Etag);
        return (await sessions.UpdateAsync(current, current.Hold(Now))).ToProto();
    }

    public override async Task<V1.Session> CancelSession(V1.CancelSessionRequest request, ServerCallContext context)
    {
        var current = await sessions.LockAsync(request.Name, request.Etag);
        var cancelled = await sessions.UpdateAsync(current, current.Cancel(request.Reason));
        return (await told.Value.WriteAsync(current, cancelled)).ToProto();
    }

    public override async Task<V1.Session> RecordAttendance(
        V1.RecordAttendanceRequest request, ServerCallContext context)
    {
        var current = await sessions.LockAsync(request.Name, request.Etag);
        var recorded = await attendance.Value.ReadAsync(current, request.Attendances);
        return (await sessions.UpdateAsync(current, current.Record(recorded, Now))).ToProto();
    }

    public override async Task<V1.AttendanceSummary> SummarizeAttendance(
        V1.SummarizeAttendanceRequest request, ServerCallContext context)
    {
        var group = await groups.GetAsync(request.Name);
        return AttendanceTotals.Of(group, await enrolments.OfAsync(group), await sessions.OfAsync(group));
    }
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class ParticipantService(
    DepartmentStore departments, ParticipantStore participants, PastParticipationStore participations,
    Lazy<ParticipationCheck> participationCheck, Lazy<MergeStore> merges, Lazy<DepartmentTransfers> transfers,
    ParticipationImportStore imports, Lazy<ParticipationImporter> importer, SensitiveReadStore reads,
    Lazy<SubjectAccess> subjectAccess, Lazy<PersonErasing> erasing, TimeProvider clock)
    : V1.ParticipantService.ParticipantServiceBase
{
    DateOnly Today => EnglandTime.Today(clock);

    public override async Task<V1.Department> GetDepartment(
        V1.GetDepartmentRequest request, ServerCallContext context) =>
        (await departments.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListDepartmentsResponse> ListDepartments(
        V1.ListDepartmentsRequest request, ServerCallContext context)
    {
        var page = await departments.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Departments = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.BatchGetDepartmentsResponse> BatchGetDepartments(
        V1.BatchGetDepartmentsRequest request, ServerCallContext context) =>
        new() { Departments = { (await departments.BatchGetAsync(request.Names)).Select(row => row.ToProto()) } };

    public override async Task<V1.Department> CreateDepartment(
        V1.CreateDepartmentRequest request, ServerCallContext context) =>
        (await departments.InsertAsync(Department.New(request.Parent, request.Department))).ToProto();

    public override async Task<V1.Department> UpdateDepartment(
        V1.UpdateDepartmentRequest request, ServerCallContext context)
    {
        var current = await departments.LockAsync(request.Department.Name, request.Department.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.Department));
        return (await departments.UpdateAsync(current, await participants.RequireHeadAsync(edited))).ToProto();
    }

    public override async Task<Empty> DeleteDepartment(V1.DeleteDepartmentRequest request, ServerCallContext context)
    {
        await departments.DeleteAsync(await departments.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.Department> CloseDepartment(
        V1.CloseDepartmentRequest request, ServerCallContext context)
    {
        var current = await departments.LockAsync(request.Name, request.Etag);
        return (await departments.CloseAsync(current)).ToProto();
    }

    public override async Task<V1.Department> ReopenDepartment(
        V1.ReopenDepartmentRequest request, ServerCallContext context) =>
        (await departments.ReopenAsync(request.Name, request.Etag)).ToProto();

    public override async Task<V1.Department> SucceedDepartment(
        V1.SucceedDepartmentRequest request, ServerCallContext context) =>
        (await departments.SucceedAsync(
            request.Name, request.Etag, request.School.Id(), IsoDate.ParseOrNull(request.StartDate))).ToProto();

    public override async Task<V1.Participant> GetParticipant(
        V1.GetParticipantRequest request, ServerCallContext context) =>
        (await participants.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListParticipantsResponse> ListParticipants(
        V1.ListParticipantsRequest request, ServerCallContext context)
    {
        var page = await participants.ListAsync(
            request.Parent, ListRequest.From(request), PostDays.Of(request, Today), request.ShowErased);
        return new() { Participants = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.BatchGetParticipantsResponse> BatchGetParticipants(
        V1.BatchGetParticipantsRequest request, ServerCallContext context) =>
        new() { Participants = { (await participants.BatchGetAsync(request.Names)).Select(row => row.ToProto()) } };

    public override async Task<V1.Participant> CreateParticipant(
        V1.CreateParticipantRequest request, ServerCallContext context)
    {
        var participant = Participant.New(request.Parent, request.Participant);
        await departments.RequirePostsAsync(participant);
        return (await participants.InsertAsync(participant)).ToProto();
    }

    public override async Task<V1.Participant> UpdateParticipant(
        V1.UpdateParticipantRequest request, ServerCallContext context)
    {
        var current = await participants.LockAsync(request.Participant.Name, request.Participant.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.Participant));
        await departments.RequirePostsAsync(edited);
        await departments.ReleaseHeadAsync(current, edited, Today);
        return (await participants.UpdateAsync(current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteParticipant(V1.DeleteParticipantRequest request, ServerCallContext context)
    {
        await participants.DeleteAsync(await participants.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.Participant> ArchiveParticipant(
        V1.ArchiveParticipantRequest request, ServerCallContext context)
    {
        var current = await participants.LockAsync(request.Name, request.Etag);
        var archived = current.Archive(LeaveDate(request));
        await departments.ReleaseHeadAsync(current, archived, Today);
        return (await participants.UpdateAsync(current, archived)).ToProto();
    }

    public override async Task<V1.Participant> RestoreParticipant(
        V1.RestoreParticipantRequest request, ServerCallContext context)
    {
        var current = await participants.LockAsync(request.Name, request.Etag);
        return (await participants.UpdateAsync(current, current.Restore())).ToProto();
    }

    public override async Task<V1.Participant> MoveParticipant(
        V1.MoveParticipantRequest request, ServerCallContext context)
    {
        var current = await participants.LockAsync(request.Name, request.Etag);
        var moved = current.Move(request.FromDepartment, Post.From(request.Post, Today));
        await departments.RequireAsync("post.department", request.Post.Department);
        await departments.ReleaseHeadAsync(current, moved, Today);
        return (await participants.UpdateAsync(current, moved, ChangeKind.Moved)).ToProto();
    }

    public override async Task<V1.Participant> MergeParticipants(
        V1.MergeParticipantsRequest request, ServerCallContext context)
    {
        var (survivor, duplicate) = await merges.Value.LockAsync(request);
        return (await merges.Value.MergeAsync(survivor, duplicate)).ToProto();
    }

    public override async Task<V1.Participant> UnmergeParticipant(
        V1.UnmergeParticipantRequest request, ServerCallContext context)
    {
        var (survivor, duplicate) = await merges.Value.LockMergedAsync(request);
        return (await merges.Value.UnmergeAsync(survivor, duplicate)).ToProto();
    }

    public override async Task<V1.PastParticipation> GetPastParticipation(V1.GetPastParticipationRequest request,
        ServerCallContext context) =>
        (await participations.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListPastParticipationsResponse> ListPastParticipations(
        V1.ListPastParticipationsRequest request,
        ServerCallContext context)
    {
        var page = await participations.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            PastParticipations = { page.Rows.Select(row => row.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.PastParticipation> CreatePastParticipation(V1.CreatePastParticipationRequest request,
        ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.Parent.HubId());
        var department = await departments.LockAsync(request.Parent);
        var participation = await participationCheck.Value.RequireValidAsync(
            PastParticipation.New(department, request.PastParticipation), department.School);
        var leads = await participants.RequireAsync(
            "past_participation.leads", participation.HubId, participation.Leads);
        return (await participations.InsertAsync(participation with { Leads = leads })).ToProto();
    }

    public override async Task<V1.PastParticipation> UpdatePastParticipation(V1.UpdatePastParticipationRequest request,
        ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.PastParticipation.Name.HubId());
        var current = await participations.LockAsync(request.PastParticipation.Name, request.PastParticipation.Etag);
        var department = await departments.GetAsync(current.Name.ParentName());
        var edited = await participationCheck.Value.RequireValidAsync(
            current.Edit(request.UpdateMask.Apply(current.ToProto(), request.PastParticipation)), department.School);
        var leads = await participants.RequireAsync(
            "past_participation.leads", edited.HubId, edited.Leads, current.Leads);
        return (await participations.UpdateAsync(current, edited with { Leads = leads })).ToProto();
    }

    public override async Task<Empty> DeletePastParticipation(
        V1.DeletePastParticipationRequest request, ServerCallContext context)
    {
        await participations.DeleteAsync(await participations.LockAsync(request.Name, request.Etag));
        return new();
    }

    DateOnly LeaveDate(V1.ArchiveParticipantRequest request)
    {
        var day = IsoDate.ParseOrNull(request.LeaveDate) ?? Today;
        return day <= Today
            ? day
            : throw ApiError.Invalid("leave_date", "is in the future: give the posts their end dates instead");
    }
}

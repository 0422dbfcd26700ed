using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class WorkGroupService
{
    public override async Task<V1.Application> GetApplication(
        V1.GetApplicationRequest request, ServerCallContext context) =>
        (await applications.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListApplicationsResponse> ListApplications(
        V1.ListApplicationsRequest request, ServerCallContext context)
    {
        var page = await applications.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Applications = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Application> CreateApplication(
        V1.CreateApplicationRequest request, ServerCallContext context)
    {
        var year = await admission.Value.YearAsync(request.Application);
        var draft = Application.New(request.Parent, request.Application, year);
        await participants.KeepErasuresOutAsync(draft.HubId);
        await departments.RequireAsync("application.department", draft.DepartmentName);
        return (await applications.InsertAsync(await admission.Value.RequireReferencesAsync(draft))).ToProto();
    }

    public override async Task<V1.Application> UpdateApplication(
        V1.UpdateApplicationRequest request, ServerCallContext context)
    {
        var year = request.UpdateMask.Writes("focus") ? await admission.Value.YearAsync(request.Application) : "";
        await participants.KeepErasuresOutAsync(request.Application.Name.HubId());
        var current = await applications.LockAsync(request.Application.Name, request.Application.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.Application), year);
        edited = await admission.Value.RequireReferencesAsync(edited);
        return (await applications.UpdateAsync(current, edited)).ToProto();
    }

    public override async Task<Empty> DeleteApplication(V1.DeleteApplicationRequest request, ServerCallContext context)
    {
        await applications.DeleteAsync(await applications.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.Eligibility> AssessEligibility(
        V1.AssessEligibilityRequest request, ServerCallContext context)
    {
        var department = await departments.GetAsync(request.Name);
        return await admission.Value.AssessAsync(department, request.Focus, request.Advocates);
    }

    public override async Task<V1.Application> SubmitApplication(
        V1.SubmitApplicationRequest request, ServerCallContext context)
    {
        var seen = (await applications.GetAsync(request.Name, request.Etag)).RequireDraft();
        var (verdict, focus) = await admission.Value.AssessCompleteAsync(seen);
        var draft = (await applications.LockAsync(request.Name, request.Etag)).RequireDraft().RequireEtag(seen.Etag);
        var submitted = await applications.UpdateAsync(draft, draft.Submit(verdict, focus.Focus));
        return (await writer.Value.WriteAsync(submitted)).ToProto();
    }

    public override async Task<V1.Application> AcceptApplication(
        V1.AcceptApplicationRequest request, ServerCallContext context)
    {
        var (current, verdict, group) = await admission.Value.LockEligibleAsync(
            request.Name, request.Etag, request.WorkGroup);
        await waiting.Value.RequireTurnAsync(current, group);
        return (await EnrolAsync(current, verdict, group, request.EffectiveDate)).ToProto();
    }

    public override async Task<V1.Application> PromoteWaitlisted(
        V1.PromoteWaitlistedRequest request, ServerCallContext context)
    {
        var seen = await groups.GetAsync(request.Name, request.Etag);
        var chosen = await waiting.Value.ToPromoteAsync(seen, request.Application);
        var (current, verdict, group) = await admission.Value.LockEligibleAsync(chosen, "", request.Name);
        current.RequireWaitingFor(group.RequireEtag(request.Etag));
        await waiting.Value.RequireTurnAsync(current, group, request.Reason);
        return (await EnrolAsync(current, verdict, group, request.EffectiveDate, request.Reason)).ToProto();
    }

    public override async Task<V1.Application> WaitlistApplication(
        V1.WaitlistApplicationRequest request, ServerCallContext context)
    {
        var seen = (await applications.GetAsync(request.Name, request.Etag)).RequireWaitlistable();
        var (current, group) = await admission.Value.LockAsync(
            seen, request.Etag, seen.ChosenWorkGroup(request.WorkGroup));
        return (await waiting.Value.JoinAsync(current, group.RequireTakesDepartments())).ToProto();
    }

    public override async Task<V1.Application> DeclineApplication(
        V1.DeclineApplicationRequest request, ServerCallContext context)
    {
        var current = await admission.Value.LockWaitingAsync(request.Name, request.Etag);
        var declined = current.Decline(request.DeclineReason, request.Reason);
        return (await waiting.Value.LeaveAsync(current, declined)).ToProto();
    }

    public override async Task<V1.Application> WithdrawApplication(
        V1.WithdrawApplicationRequest request, ServerCallContext context)
    {
        var current = await admission.Value.LockWaitingAsync(request.Name, request.Etag);
        return (await waiting.Value.LeaveAsync(current, current.Withdraw(request.Reason))).ToProto();
    }

    public override async Task<V1.Application> OverrideEligibility(
        V1.OverrideEligibilityRequest request, ServerCallContext context)
    {
        var current = await applications.LockAsync(request.Name, request.Etag);
        var decided = current.SetAside(request.Rule, request.Reason, call.Actor, Now);
        var updated = await applications.UpdateAsync(current, decided);
        return (await writer.Value.WriteReassessedAsync(current, updated)).ToProto();
    }

    public override async Task<V1.Application> ReassessApplication(
        V1.ReassessApplicationRequest request, ServerCallContext context)
    {
        var seen = (await applications.GetAsync(request.Name, request.Etag)).RequireOpen();
        var verdict = await admission.Value.ReassessAsync(seen);
        var current = (await applications.LockAsync(seen.Name)).RequireOpen().RequireEtag(seen.Etag);
        var reassessed = await applications.UpdateAsync(current, current.Reassess(verdict));
        return (await writer.Value.WriteReassessedAsync(current, reassessed)).ToProto();
    }

    async Task<Application> EnrolAsync(
        Application application, V1.Eligibility verdict, WorkGroup group, string start, string reason = "")
    {
        await groups.UpdateAsync(group, group.TakePlace());
        var day = Days.NotAfterToday("effective_date", start, Today);
        var enrolment = await enrolments.InsertAsync(Enrolment.New(application, group, day));
        return await waiting.Value.LeaveAsync(application, application.Reassess(verdict).Accept(enrolment, reason));
    }
}

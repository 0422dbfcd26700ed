using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class WorkGroupService
{
    public override async Task<V1.Enrolment> GetEnrolment(V1.GetEnrolmentRequest request, ServerCallContext context) =>
        (await enrolments.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListEnrolmentsResponse> ListEnrolments(
        V1.ListEnrolmentsRequest request, ServerCallContext context)
    {
        var page = await enrolments.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Enrolments = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Enrolment> DeferEnrolment(
        V1.DeferEnrolmentRequest request, ServerCallContext context)
    {
        var (_, current) = await LockEnrolmentAsync(request.Name, request.Etag);
        var day = current.DayOfChange(request.EffectiveDate, Today);
        var deferred = await enrolments.UpdateAsync(current, current.Defer(request.Reason, day));
        return (await writer.Value.WriteAsync(deferred)).ToProto();
    }

    public override async Task<V1.Enrolment> ResumeEnrolment(
        V1.ResumeEnrolmentRequest request, ServerCallContext context)
    {
        var (_, current) = await LockEnrolmentAsync(request.Name, request.Etag);
        var day = current.DayOfChange(request.EffectiveDate, Today);
        return (await writer.Value.WriteAsync(await enrolments.UpdateAsync(current, current.Resume(day)))).ToProto();
    }

    public override async Task<V1.Enrolment> WithdrawEnrolment(
        V1.WithdrawEnrolmentRequest request, ServerCallContext context)
    {
        var (group, current) = await LockEnrolmentAsync(request.Name, request.Etag);
        var day = current.DayOfChange(request.EffectiveDate, Today);
        var withdrawn = await enrolments.UpdateAsync(current, current.Withdraw(request.Reason, day));
        await groups.UpdateAsync(group, group.FreePlace());
        return (await writer.Value.WriteAsync(withdrawn)).ToProto();
    }

    public override async Task<V1.Enrolment> CompleteEnrolment(
        V1.CompleteEnrolmentRequest request, ServerCallContext context)
    {
        var (group, current) = await LockEnrolmentAsync(request.Name, request.Etag);
        var day = current.DayOfChange(request.EffectiveDate, Today);
        return (await ending.Value.CompleteAsync(group, current, day)).ToProto();
    }

    public override async Task<V1.Enrolment> TransferEnrolment(
        V1.TransferEnrolmentRequest request, ServerCallContext context)
    {
        var transfer = await transfers.Value.LockAsync(request.Name, request.Etag, request.WorkGroup);
        var day = transfer.Enrolment.DayOfChange(request.EffectiveDate, Today);
        return (await transfers.Value.MoveAsync(transfer, request.Reason, day)).ToProto();
    }

    public override async Task<V1.Enrolment> ReplaceAdvocate(
        V1.ReplaceAdvocateRequest request, ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.Name.HubId());
        var (_, current) = await LockEnrolmentAsync(request.Name, request.Etag);
        var replaced = await transfers.Value.ReplaceAsync(current, request, Today);
        return (await enrolments.UpdateAsync(current, replaced)).ToProto();
    }

    async Task<(WorkGroup Group, Enrolment Enrolment)> LockEnrolmentAsync(string name, string etag)
    {
        var group = await groups.LockOfEnrolmentAsync(name);
        return (group, await enrolments.LockAsync(name, etag));
    }
}

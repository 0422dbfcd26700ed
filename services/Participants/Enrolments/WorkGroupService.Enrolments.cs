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

    public override async Task<V1.Enrolment> WithdrawEnrolment(
        V1.WithdrawEnrolmentRequest request, ServerCallContext context)
    {
        var group = await groups.LockOfEnrolmentAsync(request.Name);
        var current = await enrolments.LockAsync(request.Name, request.Etag);
        var withdrawn = await enrolments.UpdateAsync(current, current.Withdraw(request.Reason, Today));
        await groups.UpdateAsync(group, group.FreePlace());
        return withdrawn.ToProto();
    }
}

using Grpc.Core;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

public sealed partial class DevelopmentPlanService
{
    public override async Task<V1.TermDates> GetTermDates(V1.GetTermDatesRequest request, ServerCallContext context) =>
        (await programme.Value.TermDates.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListTermDatesResponse> ListTermDates(
        V1.ListTermDatesRequest request, ServerCallContext context)
    {
        var page = await programme.Value.TermDates.ListAsync(request.Parent, ListRequest.From(request));
        return new() { TermDates = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.TermDates> UpdateTermDates(
        V1.UpdateTermDatesRequest request, ServerCallContext context)
    {
        var current = await programme.Value.TermDates.LockAsync(request.TermDates.Name, request.TermDates.Etag);
        var merged = request.UpdateMask.Apply(current.ToProto(), request.TermDates);
        return (await programme.Value.TermDates.SaveAsync(current, current.Edit(merged))).ToProto();
    }

    public override async Task<V1.TermDates> ResetTermDates(
        V1.ResetTermDatesRequest request, ServerCallContext context)
    {
        var own = await programme.Value.TermDates.LockAsync(request.Name, request.Etag);
        await programme.Value.TermDates.RemoveAsync(own);
        return HubTermDates.ForEngland(own.HubId, AcademicYear.Parse(own.AcademicYear)).ToProto();
    }
}

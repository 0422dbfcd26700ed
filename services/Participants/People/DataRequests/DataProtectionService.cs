using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed class DataProtectionService(DataRequestStore requests, ParticipantStore participants,
    RetentionStore retention, TimeProvider clock)
    : V1.DataProtectionService.DataProtectionServiceBase
{
    DateOnly Today => EnglandTime.Today(clock);

    public override async Task<V1.DataRequest> GetDataRequest(
        V1.GetDataRequestRequest request, ServerCallContext context) =>
        (await requests.GetAsync(request.Name)).ToProto(Today);

    public override async Task<V1.ListDataRequestsResponse> ListDataRequests(
        V1.ListDataRequestsRequest request, ServerCallContext context)
    {
        var page = await requests.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            DataRequests = { page.Rows.Select(row => row.ToProto(Today)) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.DataRequest> CreateDataRequest(
        V1.CreateDataRequestRequest request, ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.Parent.HubId());
        var asked = DataRequest.New(request.Parent, request.DataRequest, Today);
        return (await requests.InsertAsync(await OfAsync(asked, []))).ToProto(Today);
    }

    public override async Task<V1.DataRequest> UpdateDataRequest(
        V1.UpdateDataRequestRequest request, ServerCallContext context)
    {
        await participants.KeepErasuresOutAsync(request.DataRequest.Name.HubId());
        var current = await requests.LockAsync(request.DataRequest.Name, request.DataRequest.Etag);
        var edited = current.Edit(request.UpdateMask.Apply(current.ToProto(), request.DataRequest), Today);
        Guid[] named = current.ParticipantId is { } id ? [id] : [];
        return (await requests.UpdateAsync(current, await OfAsync(edited, named))).ToProto(Today);
    }

    public override Task<V1.DataRequest> PauseDataRequest(
        V1.PauseDataRequestRequest request, ServerCallContext context) => ChangeAsync(request.Name, request.Etag,
        current => current.Pause(request.Kind, request.Reason, Day("start_date", request.StartDate)));

    public override Task<V1.DataRequest> ResumeDataRequest(
        V1.ResumeDataRequestRequest request, ServerCallContext context) => ChangeAsync(request.Name, request.Etag,
        current => current.Resume(Day("end_date", request.EndDate)));

    public override Task<V1.DataRequest> ExtendDataRequest(
        V1.ExtendDataRequestRequest request, ServerCallContext context) => ChangeAsync(request.Name, request.Etag,
        current => current.Extend(request.Reason, Day("notify_date", request.NotifyDate)));

    public override Task<V1.DataRequest> CloseDataRequest(
        V1.CloseDataRequestRequest request, ServerCallContext context) => ChangeAsync(request.Name, request.Etag,
        current => current.Close(request.Outcome, request.Reason, Day("close_date", request.CloseDate)));

    public override async Task<V1.PreviewRetentionResponse> PreviewRetention(
        V1.PreviewRetentionRequest request, ServerCallContext context)
    {
        var page = await retention.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            Records = { page.Rows.Select(row => row.ToProto()) },
            NextPageToken = page.NextPageToken,
            Policy = new() { Rules = { await retention.RulesAsync(request.Parent) } },
        };
    }

    /// <summary>Changes a request, and keeps erasures out: they empty what people wrote in it.</summary>
    async Task<V1.DataRequest> ChangeAsync(string name, string etag, Func<DataRequest, DataRequest> change)
    {
        await participants.KeepErasuresOutAsync(name.HubId());
        var current = await requests.LockAsync(name, etag);
        return (await requests.UpdateAsync(current, change(current))).ToProto(Today);
    }

    /// <summary>The request with the record that the participant's was merged into; refuses one who is not there, and
    /// one who is erased unless the request named them before.</summary>
    async Task<DataRequest> OfAsync(DataRequest request, Guid[] named) => request.ParticipantId is not { } id
        ? request
        : request with
        {
            ParticipantId =
                (await participants.RequireAsync("data_request.participant", request.HubId, [id], named))[0],
        };

    DateOnly Day(string field, string text) => Days.NotAfterToday(field, text, Today);
}

using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The national directory.</summary>
public sealed class SchoolDirectoryService(
    HubStore hubs,
    SchoolStore schools,
    SchoolImport schoolImport,
    SuccessionStore successions,
    SuccessionImport successionImport,
    TrustStore trusts,
    TrustImport trustImport,
    DepartmentOwners owners)
    : V1.SchoolDirectoryService.SchoolDirectoryServiceBase
{
    public override async Task<V1.Hub> GetHub(V1.GetHubRequest request, ServerCallContext context) =>
        (await hubs.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListHubsResponse> ListHubs(V1.ListHubsRequest request, ServerCallContext context)
    {
        var page = await hubs.ListAsync(ListRequest.From(request));
        return new() { Hubs = { page.Rows.Select(hub => hub.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Hub> CreateHub(V1.CreateHubRequest request, ServerCallContext context) =>
        (await hubs.InsertAsync(Hub.New(request.HubId, request.Hub))).ToProto();

    public override async Task<V1.Hub> UpdateHub(V1.UpdateHubRequest request, ServerCallContext context)
    {
        var before = await hubs.LockAsync(request.Hub.Name, request.Hub.Etag);
        var after = before.Edit(request.UpdateMask.Apply(before.ToProto(), request.Hub));
        return (await hubs.UpdateAsync(before, after)).ToProto();
    }

    public override async Task<Empty> DeleteHub(V1.DeleteHubRequest request, ServerCallContext context)
    {
        await hubs.DeleteAsync(await hubs.LockAsync(request.Name, request.Etag));
        return new();
    }

    public override async Task<V1.ListUnplacedAuthoritiesResponse> ListUnplacedAuthorities(
        V1.ListUnplacedAuthoritiesRequest request, ServerCallContext context)
    {
        var page = await hubs.UnplacedAsync(ListRequest.From(request));
        return new()
        {
            Authorities = { page.Rows.Select(authority => authority.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.School> GetSchool(V1.GetSchoolRequest request, ServerCallContext context) =>
        (await schools.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListSchoolsResponse> ListSchools(
        V1.ListSchoolsRequest request, ServerCallContext context)
    {
        var page = await schools.ListAsync(ListRequest.From(request));
        return new() { Schools = { page.Rows.Select(school => school.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.BatchGetSchoolsResponse> BatchGetSchools(
        V1.BatchGetSchoolsRequest request, ServerCallContext context) =>
        new() { Schools = { (await schools.BatchGetAsync(request.Names)).Select(school => school.ToProto()) } };

    public override async Task<V1.LookupSchoolResponse> LookupSchool(
        V1.LookupSchoolRequest request, ServerCallContext context)
    {
        var number = SchoolNumber.Parse(request.Number);
        var found = await schools.LookupAsync(number);
        return found.Count == 0
            ? throw DirectoryErrors.NoSchool(request.Number)
            : new() { Key = number.Key, Schools = { found.Select(school => school.ToProto()) } };
    }

    public override async Task<V1.SchoolHistory> GetSchoolHistory(
        V1.GetSchoolHistoryRequest request, ServerCallContext context) =>
        (await successions.HistoryAsync(request.Name)).ToProto();

    public override async Task<V1.DepartmentOwners> GetDepartmentOwners(
        V1.GetDepartmentOwnersRequest request, ServerCallContext context) =>
        await owners.OfSchoolAsync(await schools.GetAsync(request.Name));

    public override async Task<V1.School> AssignSchoolHub(V1.AssignSchoolHubRequest request, ServerCallContext context)
    {
        var hub = request.Hub.Length == 0 ? null : request.Hub.Id();
        var before = await schools.LockAsync(request.Name, hub, request.Etag);
        return (await schools.AssignAsync(before, before.Assign(hub, request.Reason))).ToProto();
    }

    public override Task<V1.ImportSchoolsResponse> ImportSchools(
        IAsyncStreamReader<V1.ImportSchoolsRequest> requestStream, ServerCallContext context) =>
        schoolImport.RunAsync(requestStream.ReadAllAsync(context.CancellationToken));

    public override Task<V1.ImportSchoolsResponse> BatchImportSchools(
        V1.BatchImportSchoolsRequest request, ServerCallContext context) =>
        schoolImport.RunAsync(AsyncEnumerable.Repeat(
            new V1.ImportSchoolsRequest { Records = { request.Records }, ExtractDate = request.ExtractDate }, 1));

    public override Task<V1.ImportSuccessionsResponse> ImportSuccessions(
        IAsyncStreamReader<V1.ImportSuccessionsRequest> requestStream, ServerCallContext context) =>
        successionImport.RunAsync(requestStream.ReadAllAsync(context.CancellationToken));

    public override Task<V1.ImportSuccessionsResponse> BatchImportSuccessions(
        V1.BatchImportSuccessionsRequest request, ServerCallContext context) =>
        successionImport.RunAsync(AsyncEnumerable.Repeat(
            new V1.ImportSuccessionsRequest
            {
                Records = { request.Records },
                ExtractDate = request.ExtractDate,
                Complete = request.Complete,
            },
            1));

    public override async Task<V1.Trust> GetTrust(V1.GetTrustRequest request, ServerCallContext context) =>
        (await trusts.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListTrustsResponse> ListTrusts(
        V1.ListTrustsRequest request, ServerCallContext context)
    {
        var page = await trusts.ListAsync(ListRequest.From(request));
        return new() { Trusts = { page.Rows.Select(trust => trust.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.TrustMembership> GetTrustMembership(
        V1.GetTrustMembershipRequest request, ServerCallContext context) =>
        (await trusts.GetMembershipAsync(request.Name)).ToProto();

    public override async Task<V1.ListTrustMembershipsResponse> ListTrustMemberships(
        V1.ListTrustMembershipsRequest request, ServerCallContext context)
    {
        var page = await trusts.MembershipsAsync(request);
        return new()
        {
            TrustMemberships = { page.Rows.Select(membership => membership.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override Task<V1.ImportTrustsResponse> ImportTrusts(
        IAsyncStreamReader<V1.ImportTrustsRequest> requestStream, ServerCallContext context) =>
        trustImport.RunAsync(requestStream.ReadAllAsync(context.CancellationToken));

    public override Task<V1.ImportTrustsResponse> BatchImportTrusts(
        V1.BatchImportTrustsRequest request, ServerCallContext context) =>
        trustImport.RunAsync(AsyncEnumerable.Repeat(
            new V1.ImportTrustsRequest
            {
                Trusts = { request.Trusts },
                Memberships = { request.Memberships },
                ExtractDate = request.ExtractDate,
                Complete = request.Complete,
            },
            1));

    public override async Task<V1.ListSuccessionQueueResponse> ListSuccessionQueue(
        V1.ListSuccessionQueueRequest request, ServerCallContext context)
    {
        var page = await successions.QueueAsync(ListRequest.From(request));
        var histories = await successions.HistoriesAsync([.. page.Rows.Select(queued => queued.Predecessor)]);
        return new()
        {
            Histories = { histories.Select(history => history.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.SchoolHistory> ResolveSuccession(
        V1.ResolveSuccessionRequest request, ServerCallContext context)
    {
        var history = await successions.LockAsync(request.Name);
        await successions.DecideAsync(history.Urn, history.Choose([.. request.Successors]), request.Reason);
        return (await successions.HistoryAsync(request.Name)).ToProto();
    }
}

using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed partial class DirectoryServer
{
    sealed class Directory(Received received) : SchoolDirectoryService.SchoolDirectoryServiceBase
    {
        public override async Task<ImportSchoolsResponse> ImportSchools(
            IAsyncStreamReader<ImportSchoolsRequest> requestStream, ServerCallContext context)
        {
            if (received.Refusal is { } refusal)
            {
                throw new RpcException(refusal);
            }

            await foreach (var request in requestStream.ReadAllAsync())
            {
                received.Schools.Enqueue(request);
            }

            var records = received.Schools.SelectMany(request => request.Records).ToList();
            var rejected = records.Where(record => record.Urn == received.RejectedUrn)
                .Select(
                    record => new RejectedRecord
                    {
                        Line = record.Line,
                        Column = "URN",
                        Value = record.Urn,
                        Reason = "not this one",
                    }).ToList();
            return new() { CreatedCount = records.Count - rejected.Count, RejectedRecords = { rejected } };
        }

        public override async Task<ImportSuccessionsResponse> ImportSuccessions(
            IAsyncStreamReader<ImportSuccessionsRequest> requestStream, ServerCallContext context)
        {
            await foreach (var request in requestStream.ReadAllAsync())
            {
                received.Successions.Enqueue(request);
            }

            return new() { CreatedCount = received.Successions.Sum(request => request.Records.Count), QueuedCount = 3 };
        }

        public override async Task<ImportTrustsResponse> ImportTrusts(
            IAsyncStreamReader<ImportTrustsRequest> requestStream, ServerCallContext context)
        {
            await foreach (var request in requestStream.ReadAllAsync())
            {
                received.Trusts.Enqueue(request);
            }

            return new()
            {
                CreatedCount = received.Trusts.Sum(request => request.Trusts.Count + request.Memberships.Count),
                EndedCount = 4,
                OutsideCount = 1,
            };
        }

        public override Task<ListTrustsResponse> ListTrusts(ListTrustsRequest request, ServerCallContext context)
        {
            received.Filters.Enqueue(request.Filter);
            return Task.FromResult(new ListTrustsResponse { Trusts = { Ridings } });
        }

        public override Task<Trust> GetTrust(GetTrustRequest request, ServerCallContext context) =>
            Task.FromResult(Ridings);

        public override Task<ListTrustMembershipsResponse> ListTrustMemberships(
            ListTrustMembershipsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListTrustMembershipsResponse
            {
                TrustMemberships =
                {
                    new TrustMembership
                    {
                        Name = $"{request.Parent}/memberships/990001",
                        School = "schools/990001",
                        SchoolDisplayName = $"Oakfield on {request.OnDate}",
                        FirstSeenDate = "2021-03-01",
                    },
                },
            });

        static Trust Ridings => new()
        {
            Name = "trusts/16789",
            Uid = "16789",
            DisplayName = "Ridings Learning Trust",
            Type = Trust.Types.Type.MultiAcademy,
            Status = Trust.Types.Status.Closed,
            CloseDate = "2024-08-31",
        };

        public override Task<ListUnplacedAuthoritiesResponse> ListUnplacedAuthorities(
            ListUnplacedAuthoritiesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListUnplacedAuthoritiesResponse
            {
                Authorities =
                {
                    new UnplacedAuthority
                    {
                        LocalAuthority = new() { Code = "891", DisplayName = "Nottinghamshire" },
                        SchoolCount = 1_234,
                    },
                },
            });

        public override Task<ListHubsResponse> ListHubs(ListHubsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListHubsResponse
            {
                Hubs = { new Hub { Name = "hubs/sussex", DisplayName = "Sussex Maths Hub", Etag = "r1" } },
            });

        public override Task<Hub> CreateHub(CreateHubRequest request, ServerCallContext context)
        {
            received.Asked.Enqueue(request);
            var made = request.Hub.Clone();
            made.Name = $"hubs/{request.HubId}";
            return Task.FromResult(made);
        }

        public override Task<Hub> UpdateHub(UpdateHubRequest request, ServerCallContext context)
        {
            received.Asked.Enqueue(request);
            return Task.FromResult(request.Hub);
        }

        public override Task<ListSuccessionQueueResponse> ListSuccessionQueue(
            ListSuccessionQueueRequest request, ServerCallContext context) =>
            Task.FromResult(new ListSuccessionQueueResponse
            {
                Histories =
                {
                    new SchoolHistory
                    {
                        School = "schools/990001",
                        Successions =
                        {
                            new Succession
                            {
                                Predecessor = "schools/990001",
                                Successor = "schools/990002",
                                LinkType = "Successor - Split School",
                                Doubt = Succession.Types.Doubt.Split,
                            },
                        },
                    },
                },
            });

        public override Task<ListSchoolsResponse> ListSchools(ListSchoolsRequest request, ServerCallContext context) =>
            request.Filter is "urn = \"990001\" OR urn = \"990002\"" or "urn = \"990001\""
                ? Task.FromResult(new ListSchoolsResponse
                {
                    Schools =
                    {
                        new School
                        {
                            Name = "schools/990001",
                            Urn = "990001",
                            DisplayName = "Oakfield",
                            Status = School.Types.Status.Closed,
                        },
                    },
                })
                : throw new RpcException(new Status(StatusCode.InvalidArgument, request.Filter));

        public override Task<SchoolHistory> ResolveSuccession(
            ResolveSuccessionRequest request, ServerCallContext context)
        {
            received.Resolved.Enqueue(request);
            return Task.FromResult(new SchoolHistory { School = request.Name });
        }

        public override Task<LookupSchoolResponse> LookupSchool(
            LookupSchoolRequest request, ServerCallContext context) =>
            Task.FromResult(new LookupSchoolResponse
            {
                Schools =
                {
                    new School
                    {
                        DisplayName = "Oakfield",
                        Urn = "990001",
                        Hub = "hubs/sussex",
                        HubDisplayName = "Sussex Maths Hub",
                        HubContactEmail = "hub@example.org",
                        HubExplanation = "The hub serves its district, Lewes (E07000063).",
                    },
                    new School { DisplayName = "Elmfield", Urn = "990002", HubExplanation = "No hub serves it." },
                },
            });

        public override Task<School> GetSchool(GetSchoolRequest request, ServerCallContext context) =>
            Task.FromResult(new School { Name = request.Name, DisplayName = "Oakfield", Urn = "990001" });

        public override Task<SchoolHistory> GetSchoolHistory(
            GetSchoolHistoryRequest request, ServerCallContext context) =>
            Task.FromResult(new SchoolHistory { School = request.Name, Predecessors = { "schools/990009" } });

        public override Task<DepartmentOwners> GetDepartmentOwners(
            GetDepartmentOwnersRequest request, ServerCallContext context)
        {
            var owners = new DepartmentOwners
            {
                School = request.Name,
                Hub = "hubs/kent",
                HubDisplayName = "Kent and Medway Maths Hub",
                ContactEmail = "kent@example.org",
            };
            if (request.Name == "schools/990001")
            {
                owners.Owners.Add(new DepartmentOwners.Types.Owner
                {
                    Subject = Subject.Mathematics,
                    Hub = "hubs/sussex",
                    HubDisplayName = "Sussex Maths Hub",
                    ContactEmail = "hub@example.org",
                });
            }

            return Task.FromResult(owners);
        }
    }
}

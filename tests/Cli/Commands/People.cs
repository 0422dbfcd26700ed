using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Changes.V1;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>The people of a hub with one department, on two pages.</summary>
sealed partial class People(Received received) : ParticipantService.ParticipantServiceBase
{
    public const string Hub = "hubs/sussex";
    public const string Department = $"{Hub}/departments/0198a000-0000-7000-8000-000000000001";
    public const string Ann = $"{Hub}/participants/0198a000-0000-7000-8000-0000000000a1";
    public const string Ben = $"{Hub}/participants/0198a000-0000-7000-8000-0000000000b2";

    /// <summary>A second record of Ann, merged into hers.</summary>
    public const string Merged = $"{Hub}/participants/0198a000-0000-7000-8000-0000000000a9";

    public static IReadOnlyList<Participant> All { get; } =
    [
        new()
        {
            Name = Ann, GivenName = "Ann", FamilyName = "Okafor", Email = "ann@example.org",
            State = Participant.Types.State.Active,
            Specialist = new()
            {
                Cohort = 7, Status = Participant.Types.Specialist.Types.Status.InTraining,
                Phase = Participant.Types.Specialist.Types.Phase.Secondary,
            },
            Posts =
            {
                new Participant.Types.Post
                {
                    Department = Department, Responsibility = Responsibility.HeadOfDepartment,
                    StartDate = "2022-09-01",
                },
            },
        },
        new()
        {
            Name = Ben, GivenName = "Benedict", PreferredGivenName = "=Ben", FamilyName = "Siân",
            State = Participant.Types.State.Left, LeftDate = "2024-08-31", WithheldFields = { "phone", "trn" },
        },
    ];

    public override Task<ExportParticipantDataResponse> ExportParticipantData(
        ExportParticipantDataRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ExportParticipantDataResponse
        {
            Participant = All[0],
            Names = { Ann },
            Records =
            {
                new PersonRecord
                {
                    Resource = Ann,
                    ResourceType = "mastery.services/Participant",
                    Data = Struct.Parser.ParseJson("""
                        {"familyName": "<Okafor>", "state": "STATE_ACTIVE", "posts": [{"jobTitle": "Teacher"}]}
                        """),
                },
                new PersonRecord
                {
                    Resource = $"{Hub}/applications/1",
                    ResourceType = "mastery.services/Application",
                    Data = new(),
                    UnattributedFields = { "motivation", "headteacher_agreement.display_name" },
                },
            },
            Changes =
            {
                new PersonChange
                {
                    Resource = Ann,
                    ResourceType = "mastery.services/Participant",
                    Kind = Change.Types.Kind.Updated,
                    Before = Struct.Parser.ParseJson("""{"email": "old@example.org"}"""),
                    After = Struct.Parser.ParseJson("""{"email": "ann@example.org"}"""),
                    Actor = "local-hub",
                    ChangeTime = Timestamp.FromDateTime(new(2025, 7, 1, 10, 0, 0, DateTimeKind.Utc)),
                },
            },
            ExportTime = Timestamp.FromDateTime(new(2025, 7, 2, 10, 0, 0, DateTimeKind.Utc)),
        });
    }

    public override Task<ListSensitiveReadsResponse> ListSensitiveReads(
        ListSensitiveReadsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListSensitiveReadsResponse
        {
            SensitiveReads =
            {
                new SensitiveRead
                {
                    Name = $"{Hub}/sensitiveReads/0198a000-0000-7000-8000-0000000000c3",
                    Actor = "school-system",
                    Method = "mastery.participants.v1.ParticipantService/ListParticipants",
                    Participants = { Ann, Ben },
                    Fields = { "phone", "trn" },
                    RequestedHub = "hubs/-",
                    CreateTime = new() { Seconds = 1_751_364_000 },
                },
            },
        });
    }

    public override Task<ListDepartmentTransfersResponse> ListDepartmentTransfers(
        ListDepartmentTransfersRequest request, ServerCallContext context)
    {
        received.Departments.Enqueue(request);
        return Task.FromResult(new ListDepartmentTransfersResponse
        {
            DepartmentTransfers = { Transfer(DepartmentTransfer.Types.State.Offered) },
        });
    }

    public override Task<DepartmentTransfer> CreateDepartmentTransfer(
        CreateDepartmentTransferRequest request, ServerCallContext context) =>
        Answered(request, DepartmentTransfer.Types.State.Offered);

    public override Task<DepartmentTransfer> AcceptDepartmentTransfer(
        AcceptDepartmentTransferRequest request, ServerCallContext context) =>
        Answered(request, DepartmentTransfer.Types.State.Accepted);

    public override Task<DepartmentTransfer> DeclineDepartmentTransfer(
        DeclineDepartmentTransferRequest request, ServerCallContext context) =>
        Answered(request, DepartmentTransfer.Types.State.Declined, request.Reason);

    public override Task<DepartmentTransfer> CancelDepartmentTransfer(
        CancelDepartmentTransferRequest request, ServerCallContext context) =>
        Answered(request, DepartmentTransfer.Types.State.Cancelled, request.Reason);

    Task<DepartmentTransfer> Answered(
        Google.Protobuf.IMessage request, DepartmentTransfer.Types.State state, string reason = "")
    {
        received.Departments.Enqueue(request);
        return Task.FromResult(Transfer(state, reason));
    }

    static DepartmentTransfer Transfer(DepartmentTransfer.Types.State state, string reason = "") => new()
    {
        Name = "hubs/solent/departmentTransfers/1",
        SchoolDisplayName = "Harbour Academy",
        Subject = Subject.Mathematics,
        FromHub = "hubs/sussex",
        ToHub = "hubs/solent",
        Reason = "The school is nearer to you",
        State = state,
        StateReason = reason,
        StateDate = "2025-01-01",
        ParticipantCount = 1,
        PastParticipationCount = 2,
        Places =
        {
            new DepartmentTransfer.Types.Place { Focus = "projects/NCP24-14/foci/b", AcademicYear = "2024-25" },
        },
        MovedTo = state == DepartmentTransfer.Types.State.Accepted ? "hubs/solent/departments/1" : "",
    };

    public override Task<Department> SucceedDepartment(SucceedDepartmentRequest request, ServerCallContext context)
    {
        received.Departments.Enqueue(request);
        return Task.FromResult(new Department
        {
            Name = request.Name,
            School = request.School,
            FormerSchools =
            {
                new Department.Types.FormerSchool { School = "schools/990001", EndDate = "2025-01-31" },
            },
        });
    }

    public override Task<ListParticipantsResponse> ListParticipants(
        ListParticipantsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(request.PageToken.Length == 0
            ? new ListParticipantsResponse { Participants = { All[0] }, NextPageToken = "next" }
            : new ListParticipantsResponse { Participants = { All[1] } });
    }

    public override Task<Participant> GetParticipant(GetParticipantRequest request, ServerCallContext context) =>
        Task.FromResult(
            received.Asked.OfType<EraseParticipantRequest>().Any(one => one.Name == request.Name && !one.ValidateOnly)
                ? new Participant { Name = request.Name, State = Participant.Types.State.Erased }
                : All.Single(person => person.Name == (request.Name == Merged ? Ann : request.Name)));

    public override Task<BatchGetParticipantsResponse> BatchGetParticipants(
        BatchGetParticipantsRequest request, ServerCallContext context) =>
        Task.FromResult(new BatchGetParticipantsResponse
        {
            Participants = { request.Names.Select(name => All.Single(person => person.Name == name)) },
        });

    public override Task<ListDepartmentsResponse> ListDepartments(
        ListDepartmentsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListDepartmentsResponse { Departments = { One() } });
    }

    public override Task<BatchGetDepartmentsResponse> BatchGetDepartments(
        BatchGetDepartmentsRequest request, ServerCallContext context) =>
        Task.FromResult(new BatchGetDepartmentsResponse { Departments = { request.Names.Select(_ => One()) } });

    static Department One() => new()
    {
        Name = Department, School = "schools/990001", Subject = Subject.Mathematics,
        Head = Ann, State = Mastery.Participants.V1.Department.Types.State.Active,
    };
}

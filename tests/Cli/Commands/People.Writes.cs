using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>What is written about people: it is kept as it is asked for, and nothing else changes.</summary>
sealed partial class People
{
    public override Task<Participant> CreateParticipant(CreateParticipantRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        if (!request.Participant.Email.Contains('@', StringComparison.Ordinal))
        {
            throw new RpcException(
                new Status(StatusCode.InvalidArgument, "participant.email: must be an e-mail address"));
        }

        var created = request.Participant.Clone();
        created.Name = $"{request.Parent}/participants/{Guid.NewGuid()}";
        return Task.FromResult(created);
    }

    public override Task<EraseParticipantResponse> EraseParticipant(
        EraseParticipantRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new EraseParticipantResponse
        {
            Participant = new() { Name = request.Name, State = Participant.Types.State.Erased },
            Names = { request.Name, Merged },
            PendingServices = { "development-plans" },
            Unattributed =
            {
                new Mastery.Changes.V1.UnattributedText
                {
                    Resource = $"{Hub}/applications/1",
                    ResourceType = "mastery.services/Application",
                    Fields = { "motivation" },
                },
            },
            OtherHubs = { "hubs/solent" },
        });
    }

    public override Task<Participant> UpdateParticipant(UpdateParticipantRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(request.Participant);
    }

    public override Task<Participant> MoveParticipant(MoveParticipantRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(All[0]);
    }

    public override Task<Participant> MergeParticipants(MergeParticipantsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(All[0]);
    }

    public override Task<Participant> UnmergeParticipant(UnmergeParticipantRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(All[1]);
    }

    public override Task<Department> CreateDepartment(CreateDepartmentRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var created = request.Department.Clone();
        created.Name = $"{request.Parent}/departments/{Guid.NewGuid()}";
        return Task.FromResult(created);
    }

    public override Task<Department> UpdateDepartment(UpdateDepartmentRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(request.Department);
    }
}

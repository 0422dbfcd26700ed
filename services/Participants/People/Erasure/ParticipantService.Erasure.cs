using Grpc.Core;

namespace Mastery.Participants;

public sealed partial class ParticipantService
{
    public override Task<V1.EraseParticipantResponse> EraseParticipant(
        V1.EraseParticipantRequest request, ServerCallContext context) => erasing.Value.EraseAsync(request);
}

using Grpc.Core;

namespace Mastery.Participants;

public sealed partial class ParticipantService
{
    public override Task<V1.ExportParticipantDataResponse> ExportParticipantData(
        V1.ExportParticipantDataRequest request, ServerCallContext context) =>
        subjectAccess.Value.ExportAsync(request.Name);
}

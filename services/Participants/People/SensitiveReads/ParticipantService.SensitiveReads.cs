using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class ParticipantService
{
    public override async Task<V1.SensitiveRead> GetSensitiveRead(
        V1.GetSensitiveReadRequest request, ServerCallContext context) =>
        (await reads.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListSensitiveReadsResponse> ListSensitiveReads(
        V1.ListSensitiveReadsRequest request, ServerCallContext context)
    {
        var names = request.Participant.Length == 0 ? [] : await participants.NamesAsync(request.Participant);
        var page = await reads.ListAsync(request.Parent, ListRequest.From(request), names);
        return new()
        {
            SensitiveReads = { page.Rows.Select(row => row.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }
}

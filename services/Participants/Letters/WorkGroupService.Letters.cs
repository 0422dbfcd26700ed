using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class WorkGroupService
{
    public override async Task<V1.Letter> GetLetter(V1.GetLetterRequest request, ServerCallContext context) =>
        (await letters.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListLettersResponse> ListLetters(
        V1.ListLettersRequest request, ServerCallContext context)
    {
        var page = await letters.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Letters = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Letter> SendLetter(V1.SendLetterRequest request, ServerCallContext context)
    {
        var current = await letters.LockAsync(request.Name, request.Etag);
        return (await writer.Value.PostAgainAsync(current)).ToProto();
    }

    public override async Task<V1.Letter> MarkLetterSent(V1.MarkLetterSentRequest request, ServerCallContext context)
    {
        var current = await letters.LockAsync(request.Name, request.Etag);
        return (await letters.UpdateAsync(current, current.MarkSent(Now))).ToProto();
    }
}

using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class ParticipantService
{
    public override async Task<V1.DepartmentTransfer> GetDepartmentTransfer(
        V1.GetDepartmentTransferRequest request, ServerCallContext context) =>
        (await transfers.Value.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListDepartmentTransfersResponse> ListDepartmentTransfers(
        V1.ListDepartmentTransfersRequest request, ServerCallContext context)
    {
        var page = await transfers.Value.ListAsync(request.Parent, ListRequest.From(request));
        return new()
        {
            DepartmentTransfers = { page.Rows.Select(row => row.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.DepartmentTransfer> CreateDepartmentTransfer(
        V1.CreateDepartmentTransferRequest request, ServerCallContext context) =>
        (await transfers.Value.OfferAsync(request.DepartmentTransfer)).ToProto();

    public override async Task<V1.DepartmentTransfer> AcceptDepartmentTransfer(
        V1.AcceptDepartmentTransferRequest request, ServerCallContext context) =>
        (await transfers.Value.AcceptAsync(request)).ToProto();

    public override async Task<V1.DepartmentTransfer> DeclineDepartmentTransfer(
        V1.DeclineDepartmentTransferRequest request, ServerCallContext context) =>
        (await transfers.Value.DeclineAsync(request)).ToProto();

    public override async Task<V1.DepartmentTransfer> CancelDepartmentTransfer(
        V1.CancelDepartmentTransferRequest request, ServerCallContext context) =>
        (await transfers.Value.CancelAsync(request)).ToProto();
}

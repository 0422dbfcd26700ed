using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

public sealed partial class WorkGroupService
{
    public override async Task<V1.Enquiry> GetEnquiry(V1.GetEnquiryRequest request, ServerCallContext context) =>
        (await enquiries.GetAsync(request.Name)).ToProto();

    public override async Task<V1.ListEnquiriesResponse> ListEnquiries(
        V1.ListEnquiriesRequest request, ServerCallContext context)
    {
        var page = await enquiries.ListAsync(request.Parent, ListRequest.From(request));
        return new() { Enquiries = { page.Rows.Select(row => row.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Enquiry> CreateEnquiry(V1.CreateEnquiryRequest request, ServerCallContext context)
    {
        var enquiry = Enquiry.New(request.Parent, request.Enquiry, Today);
        return (await enquiries.InsertAsync(await enquiryReferences.Value.RequireAsync(enquiry))).ToProto();
    }

    public override async Task<V1.Enquiry> UpdateEnquiry(V1.UpdateEnquiryRequest request, ServerCallContext context)
    {
        var seen = await enquiries.GetAsync(request.Enquiry.Name, request.Enquiry.Etag);
        var edited = await enquiryReferences.Value.RequireAsync(
            seen.Edit(request.UpdateMask.Apply(seen.ToProto(), request.Enquiry), Today));
        var current = await enquiries.LockAsync(seen.Name, seen.Etag);
        return (await enquiries.UpdateAsync(current, edited)).ToProto();
    }

    public override async Task<V1.Enquiry> AnswerEnquiry(V1.AnswerEnquiryRequest request, ServerCallContext context)
    {
        var current = await enquiries.LockAsync(request.Name, request.Etag);
        var answered = current.Answer(request.Text, request.Author, Now);
        await writer.Value.WriteAsync(answered);
        return (await enquiries.UpdateAsync(current, answered)).ToProto();
    }

    public override async Task<V1.Enquiry> ConvertEnquiry(
        V1.ConvertEnquiryRequest request, ServerCallContext context) =>
        (await conversion.Value.ConvertAsync(request)).ToProto();

    public override async Task<V1.Enquiry> CloseEnquiry(V1.CloseEnquiryRequest request, ServerCallContext context)
    {
        var current = await enquiries.LockAsync(request.Name, request.Etag);
        return (await enquiries.UpdateAsync(current, current.Close(request.Reason))).ToProto();
    }
}

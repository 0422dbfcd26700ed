using Grpc.Core;
using Mastery.Cli.Commands;
using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class EnquiriesCommandTests : CommandTest
{
    const string Enquiry = "hubs/sussex/enquiries/0198a000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Lists_those_that_wait()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("enquiries", "list", "--hub", "sussex"));

        var request = Assert.IsType<ListEnquiriesRequest>(Assert.Single(Received.Enquiries));
        Assert.Equal(("hubs/sussex", "state = OPEN"), (request.Parent, request.Filter));
        Assert.Matches(@"20 May 2024 +Ada Lovelace +Oakfield +NCP24-14b +open +hubs/sussex/enquiries/", Output);
    }

    [Fact]
    public async Task Adds_one_with_the_code_as_people_write_it()
    {
        var exit = await RunAsync("enquiries", "add", "--name", "Ada Lovelace", "--email", "ada@example.org",
            "--school", "990001", "--focus", "ncp 24 - 14b", "--message", "May we join?", "--received", "2024-05-20");

        Assert.Equal(ExitCode.Done, exit);
        var asked = Assert.IsType<CreateEnquiryRequest>(Assert.Single(Received.Enquiries)).Enquiry;
        Assert.Equal(
            ("schools/990001", "projects/NCP24-14/foci/b", "2024-05-20"),
            (asked.School, asked.Focus, asked.ReceiveDate));
        Assert.Contains("Oakfield, URN 990001", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_the_answer_is()
    {
        var exit = await RunAsync("enquiries", "answer", Enquiry, "--text", "Yes.", "--author", "Grace Hopper");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<AnswerEnquiryRequest>(Assert.Single(Received.Enquiries));
        Assert.Equal(("Yes.", "Grace Hopper"), (request.Text, request.Author));
        Assert.Contains("not sent. This service sends no e-mail.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_department_and_the_draft_that_one_became()
    {
        var exit = await RunAsync("enquiries", "convert", Enquiry, "--subject", "science");

        Assert.Equal(ExitCode.Done, exit);
        var request = Assert.IsType<ConvertEnquiryRequest>(Assert.Single(Received.Enquiries));
        Assert.Equal((Enquiry, Subject.Science), (request.Name, request.Subject));
        Assert.Matches(@"department +hubs/sussex/departments/1", Output);
        Assert.Matches(@"draft +hubs/sussex/applications/2", Output);
    }

    [Fact]
    public async Task Closes_one_with_the_reason()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("enquiries", "close", Enquiry, "--reason", "An advertisement"));

        Assert.Matches(@"closed +An advertisement", Output);
    }
}

sealed partial class WorkGroups(Received received) : WorkGroupService.WorkGroupServiceBase
{
    public override Task<ListEnquiriesResponse> ListEnquiries(ListEnquiriesRequest request, ServerCallContext context)
    {
        received.Enquiries.Enqueue(request);
        return Task.FromResult(new ListEnquiriesResponse { Enquiries = { Example($"{request.Parent}/enquiries/1") } });
    }

    public override Task<Enquiry> CreateEnquiry(CreateEnquiryRequest request, ServerCallContext context)
    {
        received.Enquiries.Enqueue(request);
        request.Enquiry.Name = $"{request.Parent}/enquiries/1";
        return Task.FromResult(request.Enquiry);
    }

    public override Task<Enquiry> AnswerEnquiry(AnswerEnquiryRequest request, ServerCallContext context)
    {
        received.Enquiries.Enqueue(request);
        var answered = Example(request.Name);
        answered.Answer = new() { Text = request.Text, Author = request.Author, Letter = "hubs/sussex/letters/3" };
        return Task.FromResult(answered);
    }

    public override Task<Enquiry> ConvertEnquiry(ConvertEnquiryRequest request, ServerCallContext context)
    {
        received.Enquiries.Enqueue(request);
        var converted = Example(request.Name);
        (converted.Department, converted.Application) = ("hubs/sussex/departments/1", "hubs/sussex/applications/2");
        return Task.FromResult(converted);
    }

    public override Task<Enquiry> CloseEnquiry(CloseEnquiryRequest request, ServerCallContext context)
    {
        var closed = Example(request.Name);
        (closed.State, closed.StateReason) = (Enquiry.Types.State.Closed, request.Reason);
        return Task.FromResult(closed);
    }

    static Enquiry Example(string name) => new()
    {
        Name = name,
        DisplayName = "Ada Lovelace",
        School = "schools/990001",
        Focus = "projects/NCP24-14/foci/b",
        ReceiveDate = "2024-05-20",
        State = Enquiry.Types.State.Open,
    };
}

using Grpc.Core;
using Mastery.Cli.Commands;
using Mastery.Participants.V1;
using Outcome = Mastery.Participants.V1.DataRequest.Types.Outcome;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;

namespace Mastery.Cli.Tests.Commands;

public sealed class PeopleRequestsCommandTests : CommandTest
{
    const string Request = "hubs/sussex/dataRequests/0198a000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Lists_what_is_due_first()
    {
        Assert.Equal(
            ExitCode.Done, await RunAsync("people", "requests", "list", "--hub", "sussex", "--overdue"));

        var request = Received.Last<ListDataRequestsRequest>();
        Assert.Equal(("hubs/sussex", "due_date"), (request.Parent, request.OrderBy));
        Assert.Contains("state != CLOSED", request.Filter, StringComparison.Ordinal);
        Assert.Contains("overdue = true", request.Filter, StringComparison.Ordinal);
        Assert.Matches(@"3 Oct 2024, late +access +Ada Lovelace +3 Sep 2024 +open", Output);
    }

    [Fact]
    public async Task Keeps_one_and_says_until_when_to_answer()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "requests", "add", "--hub", "sussex", "--type", "erasure",
            "--name", "Ada Lovelace", "--received", "2024-09-03", "--person", People.Ann));

        var asked = Received.Last<CreateDataRequestRequest>();
        Assert.Equal(
            ("hubs/sussex", DataRequest.Types.Type.Erasure, People.Ann, "2024-09-03"),
            (asked.Parent, asked.DataRequest.Type, asked.DataRequest.Participant, asked.DataRequest.ReceiveDate));
        Assert.Matches(@"due +3 Oct 2024, which is over", Output);
    }

    [Fact]
    public async Task Stops_the_time_and_lets_it_run_again()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "requests", "pause", Request, "--for", "clarification",
            "--reason", "Which years?", "--on", "2024-09-05"));
        Assert.Equal(ExitCode.Done, await RunAsync("people", "requests", "resume", Request, "--on", "2024-09-09"));

        var pause = Received.Last<PauseDataRequestRequest>();
        Assert.Equal((Request, PauseKind.Clarification, "Which years?", "2024-09-05"),
            (pause.Name, pause.Kind, pause.Reason, pause.StartDate));
        Assert.Equal("2024-09-09", Received.Last<ResumeDataRequestRequest>().EndDate);
        Assert.Contains("for clarification, from 5 Sep 2024 on. Which years?", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_long_what_is_kept_and_what_would_go()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "retention", "--hub", "sussex"));

        Assert.Contains("people: kept for ever", Output, StringComparison.Ordinal);
        Assert.Contains("letters: kept for 2,192 days; 2 would go now", Output, StringComparison.Ordinal);
        Assert.Contains("hubs/sussex/letters/1, since 4 Sep 2019", Output, StringComparison.Ordinal);
        Assert.Contains("hubs/sussex/letters/2, since 4 Sep 2019", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extends_and_closes_with_a_reason()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("people", "requests", "extend", Request, "--reason", "Complex"));
        Assert.Equal(ExitCode.Done, await RunAsync(
            "people", "requests", "close", Request, "--outcome", "nothing-held", "--reason", "Never took part"));

        Assert.Equal("Complex", Received.Last<ExtendDataRequestRequest>().Reason);
        Assert.Equal(Outcome.NothingHeld, Received.Last<CloseDataRequestRequest>().Outcome);
        Assert.Contains("nothing held, 4 Sep 2024. Never took part", Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NothingDone, await RunAsync(
            "people", "requests", "close", Request, "--reason", "Never took part"));
    }
}

sealed class DataRequests(Received received) : DataProtectionService.DataProtectionServiceBase
{
    public override Task<ListDataRequestsResponse> ListDataRequests(
        ListDataRequestsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListDataRequestsResponse
        {
            DataRequests = { Example($"{request.Parent}/dataRequests/1") },
        });
    }

    public override Task<DataRequest> CreateDataRequest(CreateDataRequestRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(Example($"{request.Parent}/dataRequests/1"));
    }

    public override Task<DataRequest> PauseDataRequest(PauseDataRequestRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var paused = Example(request.Name);
        paused.Pauses.Add(new DataRequest.Types.Pause
        {
            Kind = request.Kind,
            Reason = request.Reason,
            StartDate = request.StartDate,
        });
        return Task.FromResult(paused);
    }

    public override Task<DataRequest> ResumeDataRequest(ResumeDataRequestRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(Example(request.Name));
    }

    public override Task<DataRequest> ExtendDataRequest(ExtendDataRequestRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(Example(request.Name));
    }

    public override Task<DataRequest> CloseDataRequest(CloseDataRequestRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var closed = Example(request.Name);
        (closed.Outcome, closed.OutcomeReason, closed.CloseDate) = (request.Outcome, request.Reason, "2024-09-04");
        return Task.FromResult(closed);
    }

    public override Task<PreviewRetentionResponse> PreviewRetention(
        PreviewRetentionRequest request, ServerCallContext context)
    {
        var first = request.PageToken.Length == 0;
        return Task.FromResult(new PreviewRetentionResponse
        {
            Records =
            {
                new RetainedRecord
                {
                    Class = RetentionRule.Types.Class.Letters,
                    Resource = $"{request.Parent}/letters/{(first ? 1 : 2)}",
                    SinceDate = "2019-09-04",
                },
            },
            NextPageToken = first ? "next" : "",
            Policy = new()
            {
                Rules =
                {
                    new RetentionRule { Class = RetentionRule.Types.Class.People },
                    new RetentionRule
                    {
                        Class = RetentionRule.Types.Class.Letters,
                        Age = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(2192)),
                        DueCount = 2,
                    },
                },
            },
        });
    }

    static DataRequest Example(string name) => new()
    {
        Name = name,
        Type = DataRequest.Types.Type.Access,
        DisplayName = "Ada Lovelace",
        ReceiveDate = "2024-09-03",
        DueDate = "2024-10-03",
        Overdue = true,
        State = DataRequest.Types.State.Open,
    };
}

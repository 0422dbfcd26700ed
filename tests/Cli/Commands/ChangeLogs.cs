using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Access.Changes.V1;
using Mastery.Changes.V1;
using Mastery.DevelopmentPlans.Changes.V1;
using Mastery.FocusCatalogue.Changes.V1;
using Mastery.Overview.V1;
using Mastery.Participants.Changes.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>A log of an application, whose feed gives two transactions to each stream.</summary>
static class ChangeLogs
{
    public static Task<ListChangesResponse> List(Received received, string log, ListChangesRequest request)
    {
        received.Asked.Enqueue(request);
        received.Logs.Enqueue($"{log} {request.Parent}");
        return Task.FromResult(request.PageToken.Length == 0
            ? new ListChangesResponse { Changes = { Declined }, NextPageToken = "next" }
            : new ListChangesResponse { Changes = { Created(1, "one") } });
    }

    public static async Task WatchAsync(
        Received received, WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream,
        CancellationToken stop)
    {
        received.Asked.Enqueue(request);
        if (request.ResumeToken == "expired")
        {
            throw new Google.Rpc.Status
            {
                Code = (int)StatusCode.OutOfRange,
                Message = "The log has another epoch.",
                Details =
                {
                    Any.Pack(new Google.Rpc.ErrorInfo
                    {
                        Reason = "RESUME_TOKEN_EXPIRED", Domain = "mastery.services",
                    }),
                },
            }.ToRpcException();
        }

        var last = request.ResumeToken.Length == 0 ? 0
            : int.Parse(request.ResumeToken.Split('-')[1], CultureInfo.InvariantCulture);
        await stream.WriteAsync(new() { Revision = last, ResumeToken = $"token-{last}" }, stop);
        await stream.WriteAsync(Transaction(last + 1, "one"), stop);
        await stream.WriteAsync(Transaction(last + 2, "two", "mastery.services/Department"), stop);
        await Task.Delay(Timeout.Infinite, stop);
    }

    /// <summary>Four revisions of participants, verified two at a time, and nothing of the others.</summary>
    public static Task<VerifyChangesResponse> Verify(Received received, string log, VerifyChangesRequest request)
    {
        received.Asked.Enqueue(request);
        received.Logs.Enqueue($"{log} {request.Parent}");
        var head = log == "participants" ? 4 : 0;
        var end = request.LastRevision == 0 ? head : Math.Min(head, request.LastRevision);
        var last = Math.Max(request.AfterRevision, Math.Min(request.AfterRevision + 2, end));
        var answer = new VerifyChangesResponse
        {
            Revision = last,
            Hash = Hash(last),
            HeadRevision = head,
            ChangeCount = 700 * (last - request.AfterRevision),
        };
        if (request.AfterHash.Length > 0 && request.AfterHash != Hash(request.AfterRevision))
        {
            answer.Faults.Add(new ChangeFault { Revision = request.AfterRevision, Description = "written anew" });
        }

        if (received.ChangedRevision is { } changed && changed > request.AfterRevision && changed <= last)
        {
            answer.Faults.Add(new ChangeFault { Revision = changed, Ordinal = 2, Description = "the row is not" });
        }

        return Task.FromResult(answer);
    }

    public static string Hash(long revision) => new((char)('a' + revision), 64);

    static WatchChangesResponse Transaction(int revision, string id, string type = "mastery.services/Application") =>
        new()
        {
            Changes = { Created(revision, id, type) },
            Revision = revision,
            ResumeToken = $"token-{revision}",
        };

    static Change Declined => new()
    {
        Revision = 2,
        Ordinal = 1,
        Resource = "hubs/sussex/applications/one",
        ResourceType = "mastery.services/Application",
        Kind = Change.Types.Kind.Updated,
        Paths = { "state", "decision.reason", "decision.places", "decision_time", "notes" },
        Before = Struct.Parser.ParseJson("""{"state": "STATE_SUBMITTED", "decision": {"places": 1}}"""),
        After = Struct.Parser.ParseJson("""
            {"state": "STATE_DECLINED", "decision": {"places": 2, "reason": "No place is left"},
                "decisionTime": "2024-07-10T12:30:00.123456789Z"}
            """),
        WithheldFields = { "before.notes", "after.notes" },
        Actor = "hub-admin",
        Scope = "applications.decide",
        ChangeTime = Timestamp.FromDateTime(new(2024, 7, 10, 12, 30, 0, DateTimeKind.Utc)),
    };

    public static Change Created(int revision, string id, string type = "mastery.services/Application") => new()
    {
        Revision = revision,
        Ordinal = 1,
        Resource = $"hubs/sussex/applications/{id}",
        ResourceType = type,
        Kind = Change.Types.Kind.Created,
        Paths = { "state" },
        After = Struct.Parser.ParseJson("""{"state": "STATE_SUBMITTED"}"""),
        ErasedSubjects = { "hubs/sussex/participants/ada" },
        Actor = "school",
        ChangeTime = Timestamp.FromDateTime(new(2024, 7, 10, 12, 29, 0, DateTimeKind.Utc)),
    };
}

sealed class ParticipantLog(Received received) : ParticipantsChangeService.ParticipantsChangeServiceBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) =>
        ChangeLogs.List(received, "participants", request);

    public override Task<VerifyChangesResponse> VerifyChanges(
        VerifyChangesRequest request, ServerCallContext context) =>
        ChangeLogs.Verify(received, "participants", request);

    public override Task WatchChanges(
        WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, ServerCallContext context) =>
        ChangeLogs.WatchAsync(received, request, stream, context.CancellationToken);
}

sealed class PlanLog(Received received) : PlanChangeService.PlanChangeServiceBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) =>
        ChangeLogs.List(received, "plans", request);

    public override Task<VerifyChangesResponse> VerifyChanges(
        VerifyChangesRequest request, ServerCallContext context) =>
        ChangeLogs.Verify(received, "plans", request);
}

sealed class CatalogueLog(Received received) : CatalogueChangeService.CatalogueChangeServiceBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) =>
        ChangeLogs.List(received, "catalogue", request);

    public override Task<VerifyChangesResponse> VerifyChanges(
        VerifyChangesRequest request, ServerCallContext context) =>
        ChangeLogs.Verify(received, "catalogue", request);
}

sealed class AccessLog(Received received) : AccessChangeService.AccessChangeServiceBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) =>
        ChangeLogs.List(received, "access", request);

    public override Task<VerifyChangesResponse> VerifyChanges(
        VerifyChangesRequest request, ServerCallContext context) =>
        ChangeLogs.Verify(received, "access", request);
}

/// <summary>A transaction of participants, while plans cannot be reached, and one of plans.</summary>
sealed class HubLogs(Received received) : OverviewService.OverviewServiceBase
{
    public override async Task WatchHub(
        WatchHubRequest request, IServerStreamWriter<WatchHubResponse> stream, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        var last = request.ResumeToken.Length == 0 ? 0
            : int.Parse(request.ResumeToken.Split('-')[1], CultureInfo.InvariantCulture);
        await stream.WriteAsync(Bookmark(last, last, plans: false), context.CancellationToken);
        await stream.WriteAsync(Transaction(Feed.Participants, last + 1, ""), context.CancellationToken);
        await stream.WriteAsync(Bookmark(last + 1, last, plans: true), context.CancellationToken);
        await stream.WriteAsync(Transaction(Feed.DevelopmentPlans, last + 1, "-too"), context.CancellationToken);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    static WatchHubResponse Bookmark(int participants, int last, bool plans) => new()
    {
        ResumeToken = $"hub-{participants}",
        Places =
        {
            new FeedPlace { Feed = Feed.Participants, Revision = participants, Available = true },
            new FeedPlace { Feed = Feed.DevelopmentPlans, Revision = last, Available = plans },
        },
    };

    static WatchHubResponse Transaction(Feed feed, int revision, string also) => new()
    {
        Feed = feed,
        Changes = { ChangeLogs.Created(revision, $"{feed}") },
        Revision = revision,
        ResumeToken = $"hub-{revision}{also}",
    };
}

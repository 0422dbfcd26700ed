using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Cli.Tests.Commands;
using Mastery.Participants.V1;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Cli.Tests.Connector;

/// <summary>A suite with one school and the staff whom syncs have put on record there: it plans, guards and applies as
/// the contract says.</summary>
sealed class StaffWorld : RosterService.RosterServiceBase
{
    public const string School = "schools/136283";
    const string Hub = People.Hub;

    readonly Dictionary<string, (RosterSync Sync, List<StaffRecord> Records, RosterMode Mode, int Version)> _syncs = [];
    readonly Dictionary<string, string> _requests = [];
    int _version;

    /// <summary>The family names of those who are there, by their ids.</summary>
    public SortedDictionary<string, string> Staff { get; } = [];

    /// <summary>The feeds that were sent, each as its header.</summary>
    public ConcurrentQueue<RosterSyncHeader> Plans { get; } = [];

    /// <summary>The ids of staff who may be somebody on record.</summary>
    public HashSet<string> ToDecide { get; } = [];

    /// <summary>How many later plans are outdated as soon as they are made.</summary>
    public int Outdates { get; set; }

    /// <summary>Called before and after each call takes effect.</summary>
    public Action<string> At { get; set; } = _ => { };

    public override async Task<RosterSync> PlanRosterSync(
        IAsyncStreamReader<PlanRosterSyncRequest> requestStream, ServerCallContext context)
    {
        List<PlanRosterSyncRequest> messages = [];
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            messages.Add(message);
        }

        return Effect("plan", () => Plan(messages));
    }

    public override Task<RosterSync> GetRosterSync(GetRosterSyncRequest request, ServerCallContext context) =>
        Task.FromResult(Effect("get", () => _syncs[request.Name].Sync.Clone()));

    public override Task<RosterSync> ApplyRosterSync(ApplyRosterSyncRequest request, ServerCallContext context) =>
        Task.FromResult(Effect("apply", () => Apply(request)));

    public override Task<ListRosterSyncEffectsResponse> ListRosterSyncEffects(
        ListRosterSyncEffectsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListRosterSyncEffectsResponse
        {
            Effects =
            {
                _syncs[request.Name].Records.Select(record => new RosterSyncEffect
                {
                    Hub = Hub, Kind = RosterSyncEffect.Types.Kind.Create, DisplayName = record.FamilyName,
                }),
            },
        });

    public override Task<ListMatchReviewsResponse> ListMatchReviews(
        ListMatchReviewsRequest request, ServerCallContext context) =>
        Task.FromResult(Effect("reviews", () => new ListMatchReviewsResponse
        {
            MatchReviews = { ToDecide.Select(id => new MatchReview { DisplayName = $"canary-{id}" }) },
        }));

    T Effect<T>(string call, Func<T> effect)
    {
        lock (_syncs)
        {
            At($"before {call}");
            var answer = effect();
            At($"after {call}");
            return answer;
        }
    }

    RosterSync Plan(List<PlanRosterSyncRequest> messages)
    {
        var first = messages[0];
        if (first.RequestId.Length > 0 && _requests.TryGetValue(first.RequestId, out var known))
        {
            return _syncs[known].Sync.Clone();
        }

        Plans.Enqueue(first.Header);
        var records = messages.SelectMany(message => message.Records).ToList();
        var name = $"rosterSyncs/0198a000-0000-7000-8000-{_syncs.Count:000000000000}";
        var counts = Counts(records, first.Header.Mode);
        var sync = Sync(name, counts);
        _syncs[name] = (sync, records, first.Header.Mode, Outdates-- > 0 ? -1 : _version);
        _requests[first.RequestId] = name;
        return sync.Clone();
    }

    RosterSync.Types.Counts Counts(List<StaffRecord> records, RosterMode mode)
    {
        var usable = records.Where(record => !record.Deleted && !ToDecide.Contains(record.Id)).ToList();
        var ids = records.Select(record => record.Id).ToHashSet();
        return new()
        {
            CreateCount = usable.Count(record => !Staff.ContainsKey(record.Id)),
            UpdateCount = usable.Count(record => Staff.TryGetValue(record.Id, out var name)
                && name != record.FamilyName),
            UnchangedCount = usable.Count(record => Staff.GetValueOrDefault(record.Id) == record.FamilyName),
            LeaveCount = records.Count(record => record.Deleted && Staff.ContainsKey(record.Id))
                + (mode == RosterMode.Full ? Staff.Keys.Count(id => !ids.Contains(id)) : 0),
            PotentialMatchCount = records.Count(record => ToDecide.Contains(record.Id)),
        };
    }

    RosterSync Sync(string name, RosterSync.Types.Counts counts) => new()
    {
        Name = name,
        State = State.Planned,
        Counts = counts,
        Slices =
        {
            new RosterSync.Types.Slice
            {
                Hub = Hub, HubDisplayName = "Sussex", State = State.Planned, Counts = counts,
                Schools =
                {
                    new RosterSync.Types.CoveredSchool
                    {
                        School = School, DisplayName = "Hill School", PeopleCount = Staff.Count,
                        LeaveCount = counts.LeaveCount,
                        Guarded = counts.LeaveCount >= 3 && counts.LeaveCount * 5 > Staff.Count,
                    },
                },
            },
        },
    };

    RosterSync Apply(ApplyRosterSyncRequest request)
    {
        var (sync, records, mode, version) = _syncs[request.Name];
        if (sync.State == State.Applied)
        {
            return sync.Clone();
        }

        if (version != _version)
        {
            throw Refusal("PLAN_OUTDATED", "canary-outdated");
        }

        if (sync.Slices[0].Schools[0].Guarded && !request.AllowLeavers.Contains(School))
        {
            throw Refusal("MASS_LEAVERS", "canary-leavers");
        }

        Do(records, mode);
        (sync.State, sync.Slices[0].State) = (State.Applied, State.Applied);
        _version++;
        return sync.Clone();
    }

    void Do(List<StaffRecord> records, RosterMode mode)
    {
        var ids = records.Select(record => record.Id).ToHashSet();
        foreach (var id in Staff.Keys.Where(id => mode == RosterMode.Full && !ids.Contains(id)).ToList())
        {
            Staff.Remove(id);
        }

        foreach (var record in records.Where(record => !ToDecide.Contains(record.Id)))
        {
            if (record.Deleted)
            {
                Staff.Remove(record.Id);
            }
            else
            {
                Staff[record.Id] = record.FamilyName;
            }
        }
    }

    static RpcException Refusal(string reason, string violation) => new Google.Rpc.Status
    {
        Code = (int)StatusCode.FailedPrecondition,
        Message = "Refused.",
        Details =
        {
            Any.Pack(new ErrorInfo { Reason = reason, Domain = "mastery.services" }),
            Any.Pack(new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Description = violation } },
            }),
        },
    }.ToRpcException();
}

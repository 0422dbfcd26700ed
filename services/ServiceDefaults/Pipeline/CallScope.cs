using System.Net;

namespace Mastery.ServiceDefaults;

/// <summary>Who calls what on whose behalf: filled by the pipeline before a method runs.</summary>
public sealed class CallScope
{
    /// <summary>The hub of the call, <c>national</c> for national resources, <c>*</c> for a read over every
    /// hub.</summary>
    public string Hub { get; internal set; } = ResourceName.National;

    /// <summary>The client id or the subject of the token.</summary>
    public string Actor => Caller.Actor;

    /// <summary>The scopes that the token carries.</summary>
    public IReadOnlySet<string> Scopes => Caller.Scopes;

    /// <summary>The ids of the hubs that the token covers, or <c>*</c> for every hub.</summary>
    public IReadOnlySet<string> Hubs => Caller.Hubs;

    /// <summary>The UID of the trust to which a MIS client is bound.</summary>
    public string? Trust => Caller.Trust;

    /// <summary>The URN of the school to which the caller is bound.</summary>
    public string? School => Caller.School;

    /// <summary>What the token is bound to, <c>schools/URN</c> or <c>trusts/UID</c>: the call sees and changes only
    /// what is of these schools. Null when it is bound to neither.</summary>
    public string? Bound => Caller.Bound;

    /// <summary>The full gRPC method, <c>/package.Service/Method</c>.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>The caller's idempotency key; null when none was sent.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Whether the call is about one hub's or every hub's own data.</summary>
    public bool HubOwned => Hub != ResourceName.National;

    /// <summary>Whether the call reads over <c>hubs/-</c>.</summary>
    internal bool OverEveryHub => Hub == "*" && Contract is { Hub.HubOwned: true };

    /// <summary>Whether its answer is entered, whatever is in it: it reads over every hub, or in a hub by rights that
    /// were given in an emergency. Of what such a call changes, the change log has it.</summary>
    internal bool EntersRead => OverEveryHub || (Caller.BreakGlass && HubOwned && Contract is { ReadOnly: true });

    /// <summary>Whether its statements need the hub: also those that read the log of what belongs to none.</summary>
    internal bool InHub => HubOwned || Contract is { NationalLogScope.Length: > 0 };

    internal Caller Caller { get; set; } = Caller.Nobody;

    internal MethodContract? Contract { get; set; }

    /// <summary>What the call has beside its message when it comes over REST; null over gRPC.</summary>
    internal RestCall? Rest { get; set; }

    /// <summary>The token of the page that follows so many rows of the list that was read; null where none
    /// was.</summary>
    internal Func<int, string>? PageTokenAfter { get; set; }

    /// <summary>Whether the transaction of the call entered what its answer has of fields that need a scope of their
    /// own.</summary>
    internal bool SensitiveReadsEntered { get; set; }

    /// <summary>Whether the call was counted before its message was read.</summary>
    internal bool Counted { get; set; }

    /// <summary>Cancelled when the caller gives up and when the deadline passes.</summary>
    internal CancellationToken Cancellation { get; set; }

    /// <summary>Where the call comes from; null where nobody knows.</summary>
    internal IPAddress? Address { get; set; }

    /// <summary>When the caller stops waiting.</summary>
    internal DateTime Deadline { get; set; } = DateTime.MaxValue;

    /// <summary>Whether the request was read and reached the pipeline: what failed before has no proper error
    /// body.</summary>
    internal bool Reached { get; set; }

    /// <summary>The hub for a read over the hubs of the token: its only one, or <c>*</c>; empty for none.</summary>
    internal string HubsOfToken => Hubs switch { { Count: 0 } => "", { Count: 1 } one => one.Single(), _ => "*" };

    /// <summary>Makes this the scope of a part of another call, in <paramref name="hub"/>: who calls, and what they are
    /// bound to, stays.</summary>
    internal void Enter(string hub, CallScope caller)
    {
        (Hub, Caller, Method) = (hub, caller.Caller, caller.Method);
        (Contract, Cancellation, Deadline) = (caller.Contract, caller.Cancellation, caller.Deadline);
    }

    /// <summary>Makes this the scope of a reading in <paramref name="hub"/> on behalf of who does not call at the
    /// moment.</summary>
    internal void Enter(string hub, Caller caller, string method, CancellationToken cancellation) =>
        (Hub, Caller, Method, Cancellation) = (hub, caller, method, cancellation);

    /// <summary>Makes this the scope of work in <paramref name="hub"/> that no call is behind.</summary>
    internal void Enter(string hub, string actor, CancellationToken cancellation)
    {
        Hub = hub;
        Caller = new Caller { Actor = actor };
        Method = nameof(HubUnitOfWork);
        Cancellation = cancellation;
    }
}

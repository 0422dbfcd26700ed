using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Which plans a caller sees who is bound to a school or a trust: those of its departments, and those that are
/// shared in the Work Groups in which these take part now. Participants is asked in each such call, so that nothing is
/// shared for longer than an enrolment lasts.</summary>
public sealed class BoundPlans(
    CallScope call, Departments departments, WorkGroupPeers peers, RememberedDepartments remembered) : IBoundRows
{
    const string None = "none";

    HashSet<string> _own = [];

    /// <summary>Whether it is not known what other schools share with the caller, because Participants cannot be
    /// reached.</summary>
    public bool SharedUnknown { get; private set; }

    /// <inheritdoc/>
    public async Task<string> FindAsync(CallScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (own, shared) = (OwnAsync(scope), SharedAsync(scope));
        await Task.WhenAll(own, shared);
        _own = [.. await own];
        string[] names = [.. _own, .. await shared];
        return names.Length == 0 ? None : string.Join(',', names);
    }

    /// <summary>Whether a department is the caller's own; for one who is not bound, every one of the hub is.</summary>
    public bool Owns(string department) => call.Bound is null || _own.Contains(department);

    /// <summary>Refuses what only the department itself, or its hub, may do.</summary>
    public void RequireOwn(string department)
    {
        if (!Owns(department))
        {
            throw ApiError.Bound();
        }
    }

    /// <summary>The error for what a call did not find: it may be shared, and not known to be.</summary>
    public ApiError Missing(string type, string name) =>
        SharedUnknown ? Unknown() : ApiError.NotFound(type, name);

    /// <summary>Refuses a list that may lack what other schools share.</summary>
    public void RequireWhole()
    {
        if (SharedUnknown)
        {
            throw Unknown();
        }
    }

    async Task<IReadOnlyList<string>> OwnAsync(CallScope scope)
    {
        try
        {
            var own = await departments.NamesAsync(scope.Hub);
            remembered.Keep(scope, own);
            return own;
        }
        catch (ApiError error) when (error.Code == StatusCode.Unavailable && remembered.Find(scope) is { } last)
        {
            SharedUnknown = true;
            return last;
        }
    }

    async Task<IReadOnlyList<string>> SharedAsync(CallScope scope)
    {
        try
        {
            return scope.Scopes.Contains("workgroups.read") ? await peers.EnrolmentsAsync(scope.Hub) : [];
        }
        catch (ApiError error) when (error.Code == StatusCode.Unavailable)
        {
            SharedUnknown = true;
            return [];
        }
    }

    static ApiError Unknown() =>
        ApiError.Unavailable("The service 'participants', which knows what other schools share with yours,");
}

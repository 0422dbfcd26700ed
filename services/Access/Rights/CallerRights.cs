using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>What a caller may give to others: scopes and hubs that there are, and that the own token
/// carries.</summary>
public sealed class CallerRights(SchoolDirectoryService.SchoolDirectoryServiceClient directory, CallScope call)
{
    const int MostHubs = 1000;

    /// <summary>Refuses to give more than the caller has.</summary>
    public async Task RequireAsync(Reach reach)
    {
        ArgumentNullException.ThrowIfNull(reach);
        var unknown = reach.Scopes.Except(ContractIndex.Scopes).ToList();
        if (unknown.Count > 0)
        {
            throw ApiError.Invalid($"{reach.Resource}.scopes",
                $"'{unknown[0]}' is no scope: there are {string.Join(", ", ContractIndex.Scopes)}");
        }

        RequireScopes(reach.Scopes);
        RequireHubs(reach);
        if (reach.Hubs is not [TokenRights.EveryHub] && await FirstUnknownAsync(reach.Hubs) is { } missing)
        {
            throw Unknown(reach, missing);
        }

        await RequireKnownPlaceAsync(reach);
    }

    /// <summary>Refuses a hub that there is not.</summary>
    public async Task RequireKnownHubAsync(string field, string hub)
    {
        if (await FirstUnknownAsync([hub]) is not null)
        {
            throw ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", $"hubs/{hub}",
                $"{field}: 'hubs/{hub}' does not exist.");
        }
    }

    /// <summary>Refuses scopes that the caller lacks.</summary>
    public void RequireScopes(IEnumerable<string> scopes)
    {
        if (scopes.FirstOrDefault(scope => !call.Scopes.Contains(scope)) is { } missing)
        {
            throw ApiError.PermissionDenied(missing);
        }
    }

    void RequireHubs(Reach reach)
    {
        if (call.Hubs.Contains(TokenRights.EveryHub))
        {
            return;
        }

        if (reach.Hubs is [TokenRights.EveryHub])
        {
            throw ApiError.Of(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
                "Only a token for every hub can give rights for every hub: name the hubs.");
        }

        if (reach.Hubs.FirstOrDefault(hub => !call.Hubs.Contains(hub)) is { } other)
        {
            throw Unknown(reach, other);
        }
    }

    async Task<string?> FirstUnknownAsync(string[] hubs)
    {
        var known = await directory.ListHubsAsync(new() { PageSize = MostHubs });
        return hubs.Except(known.Hubs.Select(hub => hub.Name.Id())).FirstOrDefault();
    }

    /// <summary>A school, or a school of the trust, is in the directory: a number mistyped would bind to
    /// nothing.</summary>
    async Task RequireKnownPlaceAsync(Reach reach)
    {
        if (reach.School is { } urn && await FindAsync($"schools/{urn}") is null)
        {
            throw Missing(reach, "school", $"schools/{urn}", "is not in the directory");
        }

        if (reach.Trust is { } trust && (await directory.ListSchoolsAsync(
            new() { PageSize = 1, Filter = $"trust.code = \"{trust}\"" })).Schools.Count == 0)
        {
            throw Missing(reach, "trust", $"trusts/{trust}", "has no school in the directory");
        }
    }

    async Task<School?> FindAsync(string school)
    {
        try
        {
            return await directory.GetSchoolAsync(new() { Name = school });
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    static ApiError Missing(Reach reach, string field, string name, string problem) => ApiError.Precondition(
        ErrorReason.ReferenceInvalid, "REFERENCE", name, $"{reach.Resource}.{field}: '{name}' {problem}.");

    /// <summary>The same for a hub that there is not and for one that the token does not cover.</summary>
    static ApiError Unknown(Reach reach, string hub) => ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE",
        $"hubs/{hub}", $"{reach.Resource}.hubs: 'hubs/{hub}' does not exist, or the token is not for it.");
}

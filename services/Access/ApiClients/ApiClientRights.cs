using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>What a caller may give to a client: scopes and hubs that there are, and that the own token
/// carries.</summary>
public sealed class ApiClientRights(SchoolDirectoryService.SchoolDirectoryServiceClient directory, CallScope call)
{
    const int MostHubs = 1000;

    /// <summary>Refuses a client that could do more than the caller.</summary>
    public async Task<ApiClient> RequireAsync(ApiClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var unknown = client.Scopes.Except(ContractIndex.Scopes).ToList();
        if (unknown.Count > 0)
        {
            throw ApiError.Invalid("api_client.scopes",
                $"'{unknown[0]}' is no scope: there are {string.Join(", ", ContractIndex.Scopes)}");
        }

        RequireScopes(client);
        RequireHubs(client);
        await RequireKnownAsync(client.Hubs);
        await RequireKnownAsync(client);
        return client;
    }

    /// <summary>Refuses a client with a scope that the caller lacks.</summary>
    public ApiClient RequireScopes(ApiClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.Scopes.FirstOrDefault(scope => !call.Scopes.Contains(scope)) is { } missing
            ? throw ApiError.PermissionDenied(missing)
            : client;
    }

    void RequireHubs(ApiClient client)
    {
        if (call.Hubs.Contains(ApiClient.EveryHub))
        {
            return;
        }

        if (client.Hubs is [ApiClient.EveryHub])
        {
            throw ApiError.Of(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
                "Only a token for every hub can make a client for every hub: name the hubs.");
        }

        if (client.Hubs.FirstOrDefault(hub => !call.Hubs.Contains(hub)) is { } other)
        {
            throw Unknown(other);
        }
    }

    async Task RequireKnownAsync(string[] hubs)
    {
        if (hubs is [ApiClient.EveryHub])
        {
            return;
        }

        var known = await directory.ListHubsAsync(new() { PageSize = MostHubs });
        if (hubs.Except(known.Hubs.Select(hub => hub.Name.Id())).FirstOrDefault() is { } missing)
        {
            throw Unknown(missing);
        }
    }

    /// <summary>A school, or a school of the trust, is in the directory: a number mistyped would bind to
    /// nothing.</summary>
    async Task RequireKnownAsync(ApiClient client)
    {
        if (client.School is { } urn && await FindAsync($"schools/{urn}") is null)
        {
            throw Missing("school", $"schools/{urn}", "is not in the directory");
        }

        if (client.Trust is { } trust && (await directory.ListSchoolsAsync(
            new() { PageSize = 1, Filter = $"trust.code = \"{trust}\"" })).Schools.Count == 0)
        {
            throw Missing("trust", $"trusts/{trust}", "has no school in the directory");
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

    static ApiError Missing(string field, string name, string problem) => ApiError.Precondition(
        ErrorReason.ReferenceInvalid, "REFERENCE", name, $"api_client.{field}: '{name}' {problem}.");

    /// <summary>The same for a hub that there is not and for one that the token does not cover.</summary>
    static ApiError Unknown(string hub) => ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE",
        $"hubs/{hub}", $"api_client.hubs: 'hubs/{hub}' does not exist, or the token is not for it.");
}

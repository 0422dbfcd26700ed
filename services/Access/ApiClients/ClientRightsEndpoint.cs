using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>Tells the other services what a client may do that does not call at the moment. They need no token for it:
/// see <see cref="RevocationList"/>. It names scopes and hubs, and no person; the gateway does not route to
/// it.</summary>
static class ClientRightsEndpoint
{
    const string Path = "/internal/clients/{id}";

    public static void Map(WebApplication app) => app.MapGet(Path, AnswerAsync).AllowAnonymous();

    static async Task<IResult> AnswerAsync(string id, ApiClientStore clients, TimeProvider clock)
    {
        try
        {
            var client = await clients.FindAsync(id);
            return Results.Json(client is null || client.HasEnded(clock.GetUtcNow()) ? ClientRights.None
                : new ClientRights(
                    true, client.Scopes, client.Hubs, Bound: (client.School, client.Trust) is not (null, null)));
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

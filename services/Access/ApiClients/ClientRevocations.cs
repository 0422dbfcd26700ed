using Mastery.ServiceDefaults;

namespace Mastery.Access;

/// <summary>The clients whose earlier tokens are void, from the table itself.</summary>
public sealed class ClientRevocations(IServiceScopeFactory scopes) : IRevocationSource
{
    const string Path = "/internal/revocations";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiClientStore>().RevocationsAsync();
    }

    /// <summary>Tells the other services. They need no token for it: see <see cref="RevocationList"/>.</summary>
    public static void Map(WebApplication app) => app.MapGet(Path, AnswerAsync).AllowAnonymous();

    static async Task<IResult> AnswerAsync(IRevocationSource source, CancellationToken cancellation)
    {
        try
        {
            return Results.Json(new RevocationList(await source.ReadAsync(cancellation)));
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}

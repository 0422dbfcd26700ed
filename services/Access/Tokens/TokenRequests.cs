using System.Globalization;
using System.Security.Claims;
using Mastery.ServiceDefaults;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>
/// Answers <c>POST /oauth2/token</c> (RFC 6749, client credentials; RFC 8693, token exchange). OpenIddict implements
/// the protocol; this class decides who asks and what they may do.
/// </summary>
public sealed class TokenRequests(
    ApiClientStore clients, GrantStore grants, ClientAssertions assertions, SubjectTokens subjects,
    TokenFailures failures, TokenEvents events, ClientUses uses, TimeProvider clock, IConfiguration configuration) :
    IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>
{
    TokenRights? _rights;
    Person? _person;

    /// <inheritdoc/>
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var exchanged = context.Request.IsTokenExchangeGrantType() ? context.Request.SubjectToken ?? "" : null;
        using var attempt = await failures.BeginAsync(http.Connection.RemoteIpAddress,
            exchanged is null ? context.ClientId ?? "" : SubjectTokens.KeyOf(exchanged), http.RequestAborted);
        if (attempt.RetryAfter is { } seconds)
        {
            events.Refuse(context.Request, "too_many_failures", http.Connection.RemoteIpAddress);
            await RefuseAsync(http, seconds);
            context.HandleRequest();
            return;
        }

        try
        {
            Decide(context, attempt, exchanged is null
                ? await OfClientAsync(context, http.RequestAborted)
                : await OfPersonAsync(context, exchanged, http.RequestAborted));
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
        {
            await UnavailableAsync(context, http, "1", "The database cannot be reached: try again.");
        }
        catch (KeysUnavailableException)
        {
            await UnavailableAsync(
                context, http, "15", "The keys of the token's issuer cannot be fetched: try again later.");
        }
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (token, _) = _rights!.Narrow(TokenWish.Of(context.Request));
        var identity = new ClaimsIdentity("token")
            .SetClaim(Claims.Subject, _person?.Name ?? token!.Holder)
            .SetClaim(Claims.ClientId, token!.Holder)
            .SetClaims("hub", [.. token.Hubs])
            .SetClaim("school", token.School).SetClaim("trust", token.Trust)
            .SetClaim("break_glass", token.BreakGlass ? "true" : null)
            .SetClaim("generation", token.Generation);
        identity.SetScopes(token.Scopes);
        identity.SetAudiences(configuration["Auth:Audience"] ?? "mastery-services");
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        // No token outlives its client or grant, nor the key or the token that it was given for.
        DateTime?[] ends = [token.EndTime, _person?.EndTime];
        var rest = ends.Min() - clock.GetUtcNow().UtcDateTime;
        identity.SetAccessTokenLifetime(rest < TokenServer.Lifetime ? rest : TokenServer.Lifetime);
        if (_person is null)
        {
            uses.Note(token.Holder);
        }
        else
        {
            // OpenIddict says it of other tokens only.
            context.Parameters[Parameters.Scope] = string.Join(' ', token.Scopes);
        }

        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }

    /// <summary>Finds out which client asks, by a secret or by an assertion.</summary>
    /// <returns>Why it gets no token; null where it gets one.</returns>
    async Task<TokenRefusal?> OfClientAsync(ValidateTokenRequestContext context, CancellationToken cancellation)
    {
        var client = await clients.FindAsync(context.ClientId ?? "");
        events.Client = client?.Id ?? events.Client;
        var (key, refusal) = await AuthenticateAsync(context, client, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        _rights = client!.Rights(key);
        var (token, tooMuch) = _rights.Narrow(TokenWish.Of(context.Request));
        return token is null
            ? new(OpenIddictConstants.Errors.InvalidScope, "rights_exceeded", $"The client {tooMuch}", Counts: false)
            : null;
    }

    async Task<(ClientKey? Key, TokenRefusal? Refusal)> AuthenticateAsync(
        ValidateTokenRequestContext context, ApiClient? client, CancellationToken cancellation)
    {
        var secret = context.ClientSecret ?? "";
        if (context.Request.ClientAssertion is not { Length: > 0 } assertion)
        {
            return (null, OfSecret(client, secret, clock.GetUtcNow()));
        }

        return secret.Length > 0 || context.Request.ClientAssertionType != ClientAssertionTypes.JwtBearer
            ? (null, new(OpenIddictConstants.Errors.InvalidClient, "assertion_invalid",
                $"client_assertion needs the client_assertion_type {ClientAssertionTypes.JwtBearer}, and no secret.",
                Counts: true))
            : await assertions.JudgeAsync(client, context.ClientId ?? "", assertion, cancellation);
    }

    static TokenRefusal? OfSecret(ApiClient? client, string secret, DateTimeOffset now) =>
        ApiClient.Accepts(client, secret, now) ? null : new(
            OpenIddictConstants.Errors.InvalidClient,
            client is null ? "client_unknown" : client.HasEnded(now) ? "client_ended" : "secret_wrong",
            "The client id or secret is wrong, or the client has expired.", Counts: true);

    /// <summary>Finds out which person asks, and by which grant.</summary>
    /// <returns>Why they get no token; null where they get one.</returns>
    async Task<TokenRefusal?> OfPersonAsync(
        ValidateTokenRequestContext context, string token, CancellationToken cancellation)
    {
        (_person, var problem) = await subjects.JudgeAsync(token, cancellation);
        if (_person is null)
        {
            return new(OpenIddictConstants.Errors.InvalidRequest, "subject_token_invalid", $"subject_token: {problem}.",
                Counts: true);
        }

        var known = await grants.OfAsync(_person, clock.GetUtcNow());
        (_rights, var refusal) = GrantChoice.Of(known, TokenWish.Of(context.Request));
        context.Request.ClientId = _rights?.Holder;
        events.Client = _rights?.Holder ?? events.Client;
        return refusal;
    }

    void Decide(ValidateTokenRequestContext context, TokenAttempt attempt, TokenRefusal? refusal)
    {
        if (refusal is null)
        {
            return;
        }

        if (refusal.Counts)
        {
            attempt.Fail();
        }

        events.Reason = refusal.Reason;
        context.Reject(refusal.Error, refusal.Description);
    }

    async Task UnavailableAsync(
        ValidateTokenRequestContext context, HttpContext http, string retryAfter, string description)
    {
        events.Refuse(context.Request, "unavailable", http.Connection.RemoteIpAddress);
        await TokenErrors.WriteAsync(http.Response, StatusCodes.Status503ServiceUnavailable, retryAfter,
            OpenIddictConstants.Errors.TemporarilyUnavailable, description);
        context.HandleRequest();
    }

    Task RefuseAsync(HttpContext http, string seconds)
    {
        var (limit, window) = (failures.Options.PermitLimit, failures.Options.Window.TotalSeconds);
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{TokenFailures.Policy}\";q={limit};w={window:0}");
        headers["RateLimit"] = $"\"{TokenFailures.Policy}\";r=0;t={seconds}";
        return TokenErrors.WriteAsync(http.Response, StatusCodes.Status429TooManyRequests, seconds,
            OpenIddictConstants.Errors.SlowDown,
            $"Too many requests of this client failed at this address: try again in {seconds} s.");
    }
}

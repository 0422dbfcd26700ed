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
/// Answers <c>POST /oauth2/token</c> (RFC 6749, client credentials). OpenIddict implements the protocol; this class
/// decides who the client is and what it may do.
/// </summary>
public sealed class TokenRequests(
    ApiClientStore clients, ClientAssertions assertions, TokenFailures failures, ClientUses uses, TimeProvider clock,
    IConfiguration configuration) :
    IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>
{
    ApiClient? _client;
    ClientKey? _key;

    /// <inheritdoc/>
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        using var attempt = await failures.BeginAsync(
            http.Connection.RemoteIpAddress, context.ClientId ?? "", http.RequestAborted);
        if (attempt.RetryAfter is { } seconds)
        {
            await RefuseAsync(http, seconds);
            context.HandleRequest();
            return;
        }

        try
        {
            Decide(context, attempt, await AuthenticateAsync(context, http.RequestAborted));
        }
        catch (Exception exception) when (ApiError.OfDatabase(exception) is not null)
        {
            await TokenErrors.WriteAsync(http.Response, StatusCodes.Status503ServiceUnavailable, retryAfter: "1",
                OpenIddictConstants.Errors.TemporarilyUnavailable, "The database cannot be reached: try again.");
            context.HandleRequest();
        }
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var identity = new ClaimsIdentity("client_credentials")
            .SetClaim(Claims.Subject, _client!.Id)
            .SetClaim(Claims.ClientId, _client.Id)
            .SetClaims("hub", [.. _client.GrantHubs(Hubs(context.Request))!]);
        var bound = Bind(_client, context.Request)!;
        identity.SetClaim("school", bound.School).SetClaim("trust", bound.Trust);
        identity.SetScopes(_client.Grant(context.Request.GetScopes())!);
        identity.SetClaim("generation", _client.Generation);
        identity.SetAudiences(configuration["Auth:Audience"] ?? "mastery-services");
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        // No token outlives its client, or the key that it was given for.
        var rest = _client.EndWith(_key) - clock.GetUtcNow().UtcDateTime;
        identity.SetAccessTokenLifetime(rest < TokenServer.Lifetime ? rest : TokenServer.Lifetime);
        uses.Note(_client.Id);
        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }

    /// <summary>Finds out who asks, by a secret or by an assertion.</summary>
    /// <returns>Why it is not known; null where it is.</returns>
    async Task<string?> AuthenticateAsync(ValidateTokenRequestContext context, CancellationToken cancellation)
    {
        var (id, secret) = (context.ClientId ?? "", context.ClientSecret ?? "");
        _client = await clients.FindAsync(id);
        if (context.Request.ClientAssertion is not { Length: > 0 } assertion)
        {
            return ApiClient.Accepts(_client, secret, clock.GetUtcNow())
                ? null
                : "The client id or secret is wrong, or the client has expired.";
        }

        if (secret.Length > 0 || context.Request.ClientAssertionType != ClientAssertionTypes.JwtBearer)
        {
            return $"client_assertion needs the client_assertion_type {ClientAssertionTypes.JwtBearer}, and no secret.";
        }

        (_key, var problem) = await assertions.JudgeAsync(_client, id, assertion, cancellation);
        return _key is null ? problem : null;
    }

    void Decide(ValidateTokenRequestContext context, TokenAttempt attempt, string? problem)
    {
        if (problem is not null)
        {
            attempt.Fail();
            context.Reject(OpenIddictConstants.Errors.InvalidClient, problem);
        }
        else if (_client!.Grant(context.Request.GetScopes()) is null)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidScope,
                $"The client may ask for: {string.Join(' ', _client.Scopes)}. Leave scope out for all of these.");
        }
        else if (_client.GrantHubs(Hubs(context.Request)) is null)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidScope,
                $"The client may ask for the hubs: {string.Join(' ', _client.Hubs)}. Leave hub out for all of these.");
        }
        else if (Bind(_client, context.Request) is null)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidScope,
                "The client may not ask for this school or trust. Leave school and trust out for what it is for.");
        }
    }

    /// <summary>The client as the token is to be, by two parameters of this suite's own.</summary>
    static ApiClient? Bind(ApiClient client, OpenIddictRequest request) =>
        client.Bind(Parameter(request, "school"), Parameter(request, "trust"));

    static string? Parameter(OpenIddictRequest request, string name) =>
        (string?)request[name] is { Length: > 0 } value ? value : null;

    /// <summary>The hubs that a request names, in a parameter of this suite's own.</summary>
    static string[] Hubs(OpenIddictRequest request) =>
        ((string?)request["hub"])?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

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

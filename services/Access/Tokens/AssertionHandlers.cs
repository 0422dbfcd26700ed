using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>Client assertions in OpenIddict's pipeline: without a store of its own it knows no client's keys, so it
/// leaves them to <see cref="TokenRequests"/>.</summary>
public sealed class AssertionHandlers :
    IOpenIddictServerHandler<ProcessAuthenticationContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    /// <summary>Between the decision which tokens are validated and the validation.</summary>
    public static readonly int BeforeTokens = OpenIddictServerHandlers.EvaluateValidatedTokens.Descriptor.Order + 1;

    const string SigningAlgorithms = "token_endpoint_auth_signing_alg_values_supported";

    /// <inheritdoc/>
    public ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ExtractClientAssertion = context.ValidateClientAssertion = false;
        return default;
    }

    /// <summary>A request with an assertion need not name the client beside it (RFC 7521, section 4.2).</summary>
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Request is { ClientId: null or "", ClientAssertion: { Length: > 0 } assertion })
        {
            context.Request.ClientId = ClientAssertions.ClientOf(assertion);
        }

        return default;
    }

    /// <summary>Says by which algorithms they may be signed.</summary>
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Metadata[SigningAlgorithms] =
            new OpenIddictParameter([.. ClientAssertions.Algorithms.Cast<string?>()]);
        return default;
    }
}

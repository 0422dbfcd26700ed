using System.Buffers;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mastery.Access;

/// <summary>Reads the form of a token request before OpenIddict does: one that cannot be read is the caller's
/// fault.</summary>
public sealed class TokenForm :
    IOpenIddictServerHandler<ExtractTokenRequestContext>, IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    /// <summary>The most fields of a form; a token request has eleven.</summary>
    public const int MostFields = 32;

    /// <summary>The longest field of a form.</summary>
    public const int LongestField = 16 * 1024;

    // VSCHAR of RFC 6749, appendix A.
    static readonly SearchValues<char> Printable =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <inheritdoc/>
    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Transaction.GetHttpRequest()!;
        try
        {
            if (request.HasFormContentType)
            {
                await request.ReadFormAsync(request.HttpContext.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest,
                $"The form cannot be read: it has at most {MostFields} fields of {LongestField} bytes, each once.");
        }
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Texts(context).FirstOrDefault(text => text?.AsSpan().ContainsAnyExcept(Printable) ?? false) is not null)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest,
                "client_id, client_secret, client_assertion, subject_token, scope, hub, school, trust and grant hold "
                + "printable ASCII characters only.");
        }

        return default;
    }

    static IEnumerable<string?> Texts(ValidateTokenRequestContext context) =>
    [
        context.ClientId, context.ClientSecret, context.Request.ClientAssertion, context.Request.SubjectToken,
        context.Request.Scope, (string?)context.Request["hub"], (string?)context.Request["school"],
        (string?)context.Request["trust"], (string?)context.Request["grant"],
    ];
}

using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Operations;

/// <summary>How callers authenticate: client credentials at the suite's own token endpoint, with the contract's
/// scopes.</summary>
static class Security
{
    /// <summary>The path of the token endpoint.</summary>
    public const string TokenPath = "/oauth2/token";

    const string Scheme = "oauth2";
    const string AcrossHubs = "national.read";

    /// <summary>Adds the scheme, with every scope that the contract states.</summary>
    public static void AddTo(OpenApiDocument document) => document.AddComponent(Scheme, new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "A token carries the client's scopes and hubs, and is valid for ten minutes. It is a JWT that is "
            + "issued and verified as RFC8725 asks.",
        Flows = new()
        {
            ClientCredentials = new()
            {
                TokenUrl = new(TokenPath, UriKind.Relative),
                Scopes = Scopes().ToDictionary(scope => scope.Name, scope => scope.Description),
            },
        },
    });

    /// <summary>The scopes that an operation needs, all of them.</summary>
    public static OpenApiSecurityRequirement Requirement(OpenApiDocument document, IEnumerable<string> scopes) =>
        new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [.. scopes] };

    static IEnumerable<(string Name, string Description)> Scopes() => ContractIndex.Methods
        .SelectMany(method => method.Scopes.Select(scope => (Scope: scope, User: method.Descriptor.Name)))
        .Concat(ContractIndex.Messages.SelectMany(message => message.Fields.InDeclarationOrder())
            .Select(field => (Scope: ContractField.Of(field).Scope, User: Named(field))))
        .Append((Scope: AcrossHubs, User: "lists over all hubs, with `-` in place of the hub's id"))
        .Where(use => use.Scope.Length > 0)
        .GroupBy(use => use.Scope, use => use.User)
        .OrderBy(scope => scope.Key, StringComparer.Ordinal)
        .Select(scope => (scope.Key, $"For {string.Join(", ", scope)}."));

    static string Named(FieldDescriptor field) => $"`{field.JsonName}` of {field.ContainingType.Name}";
}

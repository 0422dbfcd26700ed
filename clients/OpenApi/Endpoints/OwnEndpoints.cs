using System.Text.Json.Nodes;
using Mastery.OpenApi.Operations;
using Mastery.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Endpoints;

/// <summary>What is served beside the contract and needs no token: tokens, keys and health.</summary>
sealed class OwnEndpoints(OpenApiDocument document, SchemaSet schemas, ErrorResponses errors)
{
    const string Access = "Access";
    const string Health = "Health";

    /// <summary>The tags, with what they are about.</summary>
    public static IReadOnlyDictionary<string, string> Tags { get; } = new Dictionary<string, string>
    {
        [Access] = "Tokens by client credentials (RFC 6749) or for a person's token (RFC 8693), and the documents by "
            + "which others verify them.",
        [Health] = "Whether the suite is there.",
    };

    /// <summary>Adds all of them.</summary>
    public void Add()
    {
        Add(Security.TokenPath, HttpMethod.Post, Token());
        Add("/.well-known/openid-configuration", HttpMethod.Get, Limited(Read(
            Access, "getDiscoveryDocument", "Get the discovery document",
            "Where the issuer's endpoints are (OpenID Connect Discovery).", Discovery())));
        Add("/.well-known/jwks", HttpMethod.Get, Limited(Read(
            Access, "getKeys", "Get the public keys",
            "The keys by which tokens are verified (RFC 7517); two, so that they can be rotated.", Keys())));
        Add("/health/live", HttpMethod.Get, Read(
            Health, "getLiveness", "Get liveness", "Answers while the gateway runs.", HealthStatus()));
        var ready = Read(
            Health, "getReadiness", "Get readiness", "Whether every service is ready.", HealthStatus());
        ready.Responses!["503"] = Answer("At least one service is not ready.", HealthStatus());
        Add("/health/ready", HttpMethod.Get, ready);
    }

    void Add(string path, HttpMethod verb, OpenApiOperation operation)
    {
        var item = new OpenApiPathItem();
        item.AddOperation(verb, operation);
        document.Paths.Add(path, item);
    }

    OpenApiOperation Read(string tag, string id, string summary, string description, IOpenApiSchema answer) => new()
    {
        OperationId = id,
        Summary = summary,
        Description = description,
        Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
        Security = [],
        Responses = new() { ["200"] = Answer("The document.", answer) },
    };

    /// <summary>The same, with what the gateway answers to anyone.</summary>
    OpenApiOperation Limited(OpenApiOperation operation)
    {
        operation.Responses!["429"] = errors.Of(429);
        operation.Responses["503"] = errors.Of(503);
        return operation;
    }

    OpenApiOperation Token() => new()
    {
        OperationId = "createToken",
        Summary = "Get a token",
        Description = "A program sends client credentials: id and secret in the form, or as HTTP Basic. A person's "
            + "program sends the ID or access token of an issuer that the installation believes (token exchange, RFC "
            + "8693), and gets what a grant of the person allows. `scope` and `hub` narrow the token.",
        Tags = new HashSet<OpenApiTagReference> { new(Access, document) },
        Security = [],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = new OpenApiMediaType
                {
                    Schema = TokenRequest(),
                    Example = new JsonObject
                    {
                        ["grant_type"] = "client_credentials",
                        ["client_id"] = "local-hub",
                        ["client_secret"] = "local-only",
                    },
                },
            },
        },
        Responses = new()
        {
            ["200"] = Answer("A bearer token.", TokenAnswer()),
            ["400"] = Answer("It is malformed, or for a scope or hub that the client or grant does not have; or the "
                + "person's token is not accepted, or no grant holds, or several do.", TokenError()),
            ["401"] = Answer("The client is not known, or its secret is wrong.", TokenError(), Headers.WwwAuthenticate),
            ["429"] = Answer(
                "Too many requests of this client failed at this address, or too many calls come from the address.",
                Either(TokenError(), errors.Bodies.Status()),
                Headers.RetryAfter,
                Headers.RateLimit,
                Headers.RateLimitPolicy),
            ["503"] = Answer(
                "Tokens cannot be given just now.", Either(TokenError(), errors.Bodies.Status()), Headers.RetryAfter),
        },
    };

    OpenApiResponse Answer(string description, IOpenApiSchema schema, params string[] headers) => new()
    {
        Description = description,
        Headers = headers.Length > 0 ? Headers.Of(document, headers) : null,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType { Schema = schema },
        },
    };

    IOpenApiSchema TokenRequest() => schemas.Component("TokenRequest", () => Object(
        ["grant_type"],
        ("grant_type", new()
        {
            Type = JsonSchemaType.String,
            Enum = [(JsonNode)"client_credentials", (JsonNode)"urn:ietf:params:oauth:grant-type:token-exchange"],
        }),
        ("client_id", Text("The client's id; left out with HTTP Basic.", 200)),
        ("client_secret", Text("The client's secret; left out with HTTP Basic.", 1_000)),
        ("client_assertion_type", Text(
            "`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`, with `client_assertion`.", 100)),
        ("client_assertion", Text(
            "A JWT that is signed with the client's private key (RFC 7523), in place of a secret.", 16_384)),
        ("subject_token", Text("Of an exchange: the person's token, a JWT of the issuer.", 16_384)),
        ("subject_token_type", Text("Of an exchange: `urn:ietf:params:oauth:token-type:id_token`, `…:access_token` or "
            + "`…:jwt`.", 100)),
        ("grant", Text("Of an exchange: the grant to use, `grants/{grant}`, where several hold of the person.", 100)),
        ("scope", Text("Scopes, separated by spaces; all of the client's or grant's when left out.", 2_000)),
        ("hub", Text("Hubs, separated by spaces; all of the client's or grant's when left out.", 2_000)),
        ("school", Text("The URN of a school that the token is to be bound to.", 6)),
        ("trust", Text("The UID of a trust that the token is to be bound to.", 6))));

    IOpenApiSchema TokenAnswer() => schemas.Component("TokenResponse", () => Object(
        ["access_token", "token_type", "expires_in"],
        ("access_token", Text("The token, for the header `Authorization: Bearer`.", 16_384)),
        ("token_type", new() { Type = JsonSchemaType.String, Const = "Bearer" }),
        ("expires_in", new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = "86400",
            Description = "How many seconds it is valid.",
        }),
        ("issued_token_type", Text("Of an exchange: `urn:ietf:params:oauth:token-type:access_token`.", 100)),
        ("scope", Text("The scopes that it carries, where they are not those asked for.", 2_000))));

    IOpenApiSchema TokenError() => schemas.Component("TokenError", () => Object(
        ["error"],
        ("error", Text("The code of RFC 6749, for example `invalid_client`.", 100)),
        ("error_description", Text("What is wrong.", 2_000)),
        ("error_uri", Text("Where it is explained.", 2_000))));

    IOpenApiSchema Discovery() => schemas.Component("DiscoveryDocument", () => Object(
        ["issuer", "token_endpoint", "jwks_uri"],
        ("issuer", Uri("The issuer, the `iss` of its tokens.")),
        ("token_endpoint", Uri("Where tokens are given.")),
        ("grant_types_supported", new()
        {
            Type = JsonSchemaType.Array,
            Description = "By what they are given; token exchange where an issuer of people is believed.",
            MaxItems = 10,
            Items = Text("A grant type.", 100),
        }),
        ("jwks_uri", Uri("Where its keys are."))));

    IOpenApiSchema Keys() => schemas.Component("KeySet", () => Object(
        ["keys"],
        ("keys", new()
        {
            Type = JsonSchemaType.Array,
            Description = "The keys.",
            MaxItems = 100,
            Items = schemas.Component("Key", () => Object(
                ["kid", "kty", "alg"],
                ("kid", Text("The key's id.", 200)),
                ("kty", Text("Its type, `EC`.", 10)),
                ("alg", Text("The algorithm, `ES256`.", 10)))),
        })));

    IOpenApiSchema HealthStatus() => schemas.Component("Health", () => Object(
        ["status"], ("status", Text("`alive`, `ready`, `not ready` or `draining`.", 100))));

    static OpenApiSchema Either(params IOpenApiSchema[] schemas) => new() { AnyOf = schemas };

    static OpenApiSchema Object(string[] required, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Required = required.ToHashSet(),
        Properties = properties.ToDictionary(property => property.Name, property => (IOpenApiSchema)property.Schema),
    };

    static OpenApiSchema Text(string description, int longest) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        MaxLength = longest,
    };

    static OpenApiSchema Uri(string description) => new()
    {
        Type = JsonSchemaType.String,
        Format = "uri",
        Description = description,
        MaxLength = 2_000,
    };
}

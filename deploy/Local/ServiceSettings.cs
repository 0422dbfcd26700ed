using Mastery.Postgres;

namespace Mastery.Local;

/// <summary>The settings of each program of the suite: its database, its peers and the token issuer.</summary>
sealed class ServiceSettings(Ports ports, string folder)
{
    /// <summary>An issuer of people that may be there: a Keycloak of this machine, with the realm
    /// <c>hubs</c>.</summary>
    public string PeopleIssuer => $"http://localhost:{ports.People}/realms/hubs";

    string Issuer => $"http://localhost:{ports.Rest}/";

    /// <summary>Where a service listens.</summary>
    public string Address(string service) => $"http://127.0.0.1:{ports.Of(service)}";

    /// <summary>The arguments of a service: without secrets, because other users of the machine can see them.</summary>
    public IEnumerable<string> Arguments(string service) =>
    [
        $"--urls={Address(service)}", .. Peers(),
        $"--Auth:Issuers:0:Issuer={Issuer}", $"--Auth:Issuers:0:JwksUri={Address("access")}/.well-known/jwks",
        .. service == "access" ? Access() : [],
    ];

    /// <summary>The arguments of the gateway.</summary>
    public IEnumerable<string> Gateway() =>
    [
        $"--Kestrel:Endpoints:Rest:Url=http://localhost:{ports.Rest}", "--Kestrel:Endpoints:Rest:Protocols=Http1",
        $"--Kestrel:Endpoints:Grpc:Url=http://localhost:{ports.Grpc}", "--Kestrel:Endpoints:Grpc:Protocols=Http2",
        .. Peers(),
    ];

    /// <summary>The environment of a running service: its own API client, and its database, if it has one, in its
    /// runtime role.</summary>
    public static IReadOnlyDictionary<string, string> Runtime(DatabaseAccess? database)
    {
        Dictionary<string, string> environment = new(Common)
        {
            ["ServiceIdentity__ClientId"] = "local-service",
            ["ServiceIdentity__ClientSecret"] = "local-only",
            ["Webhooks__Key"] = "the local suite's key, known to everybody",
            ["Webhooks__AllowLoopback"] = "true",
        };
        if (database is not null)
        {
            environment["ConnectionStrings__Database"] = database.Runtime;
        }

        return environment;
    }

    /// <summary>The environment of a migration: its database, as the owner.</summary>
    public static Dictionary<string, string> Owner(DatabaseAccess database) => new(Common)
    {
        ["ConnectionStrings__Owner"] = database.Owner,
    };

    /// <summary>The environment variables of every program.</summary>
    public static IReadOnlyDictionary<string, string> Common { get; } = new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Local",
        ["DOTNET_ENVIRONMENT"] = "Local",
    };

    IEnumerable<string> Access() =>
        SigningKeys.In(folder)
            .Select((path, i) => $"--Access:SigningKeys:{i}={path}")
            .Prepend($"--Access:Issuer={Issuer}")
            .Append($"--PeopleIssuers:0:Address={PeopleIssuer}").Append("--PeopleIssuers:0:Audience=mastery-services");

    IEnumerable<string> Peers() =>
        Programs.Services.Select(service => $"--Services:{service.Name}={Address(service.Name)}");
}

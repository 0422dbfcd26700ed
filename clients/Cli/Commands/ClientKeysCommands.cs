using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Access.V1;
using Mastery.Cli.Connection;

namespace Mastery.Cli.Commands;

/// <summary>The public keys of API clients: <c>mastery clients keys</c>, <c>add-key</c>,
/// <c>remove-key</c>.</summary>
sealed class ClientKeysCommands(Terminal terminal, ConnectionOptions connection)
{
    readonly Argument<string> _id = new("id") { Description = "The client's id." };

    readonly Argument<string> _key = new("key") { Description = "The key's id, as `clients keys` shows it." };

    readonly Option<FileInfo> _file = new("--key")
    {
        Description = "The file with the key, PEM or JWK. Of a private key in PEM only the public one is sent.",
        HelpName = "file",
        Required = true,
    };

    readonly Option<DateTimeOffset?> _expires = new("--expires")
    {
        Description = "When the key is accepted no more, for example 2027-08-31; it does not end when left out.",
        HelpName = "time",
    };

    readonly Option<bool> _expireOthers = new("--expire-others")
    {
        Description = "Ends the other keys and all secrets at once: the client then signs in with this key only. "
            + "Without it, secrets and the newest other key stay valid.",
    };

    public IEnumerable<Command> Build() =>
    [
        new Command("keys", "Lists the public keys of a client.") { _id }.Calls(terminal, connection, ListAsync),
        new Command("add-key", "Adds a public key with whose private key a client signs in, in place of a secret.")
        {
            _id, _file, _expires, _expireOthers,
        }.Calls(terminal, connection, AddAsync),
        new Command("remove-key", "Removes a public key of a client; the tokens that it has are void.")
        {
            _id, _key,
        }.Calls(terminal, connection, RemoveAsync),
    ];

    async Task ListAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed, await api.Access.GetApiClientAsync(new() { Name = Name(parsed) }, cancellationToken: cancellation));

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.AddApiClientKeyAsync(new()
        {
            Name = Name(parsed),
            PublicKey = await KeyFile.ReadPublicAsync(parsed.GetRequiredValue(_file).FullName, cancellation),
            ExpireTime = parsed.GetValue(_expires)?.ToTimestamp(),
            ExpireOthers = parsed.GetValue(_expireOthers),
        }, cancellationToken: cancellation));

    async Task RemoveAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.RemoveApiClientKeyAsync(
            new() { Name = Name(parsed), KeyId = parsed.GetRequiredValue(_key) }, cancellationToken: cancellation));

    void Write(ParseResult parsed, ApiClient client) => terminal.OutputWriter.WriteLine(connection.Json(parsed)
        ? JsonFormatter.Default.Format(client)
        : client.PublicKeys.Count == 0
        ? "no keys"
        : string.Join(Environment.NewLine, client.PublicKeys.Select(Line)));

    string Name(ParseResult parsed) => $"apiClients/{parsed.GetRequiredValue(_id)}";

    static string Line(ApiClientKey key) =>
        $"{key.KeyId}  {(key.Jwk.Contains("\"RSA\"", StringComparison.Ordinal) ? "RSA" : "P-256")}"
        + $"  added {Text(key.CreateTime)}{(key.ExpireTime is { } end ? $", until {Text(end)}" : "")}";

    static string Text(Timestamp time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.ToDateTime():yyyy-MM-dd HH:mm} UTC");
}

using System.CommandLine;
using System.CommandLine.Parsing;
using Mastery.Cli.Connection;
using Mastery.Clients;

namespace Mastery.Cli.Commands;

/// <summary>The output format of a command.</summary>
public enum OutputForm
{
    /// <summary>For people.</summary>
    Human,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For spreadsheets: of lists only.</summary>
    Csv,
}

/// <summary>The options of every command: address, API client and output format.</summary>
sealed class ConnectionOptions
{
    readonly Option<Uri> _address = new("--address")
    {
        Description = "The gateway's gRPC address.",
        HelpName = "uri",
        Recursive = true,
        DefaultValueFactory = result => Parse(Setting("MASTERY_ADDRESS") ?? "http://localhost:8081", result)!,
        CustomParser = result => Parse(result.Tokens[0].Value, result)!,
    };

    readonly Option<Uri?> _tokenEndpoint = new("--token-endpoint")
    {
        Description = "Where tokens are asked for; /oauth2/token at the address when left out.",
        HelpName = "uri",
        Recursive = true,
        CustomParser = result => Parse(result.Tokens[0].Value, result),
    };

    readonly Option<string> _clientId = new("--client-id")
    {
        Description = "The id of the API client (MASTERY_CLIENT_ID).",
        HelpName = "id",
        Recursive = true,
        DefaultValueFactory = _ => Setting("MASTERY_CLIENT_ID") ?? "local-operator",
    };

    // No default value here, because the help text would show it.
    readonly Option<string?> _clientSecret = new("--client-secret")
    {
        Description =
            "Its secret; better set as MASTERY_CLIENT_SECRET, where other users of the machine cannot see it. "
            + "The local suite's when left out.",
        HelpName = "secret",
        Recursive = true,
    };

    readonly Option<string?> _clientKey = new("--client-key")
    {
        Description = "Its private key, a PEM file, to sign in with in place of the secret (MASTERY_CLIENT_KEY).",
        HelpName = "file",
        Recursive = true,
        DefaultValueFactory = _ => Setting("MASTERY_CLIENT_KEY"),
    };

    readonly Option<string?> _subjectToken = new("--subject-token")
    {
        Description = "A file with the ID or access token of the person who uses the tool, of the issuer with which "
            + "they signed in, in place of an API client (MASTERY_SUBJECT_TOKEN).",
        HelpName = "file",
        Recursive = true,
        DefaultValueFactory = _ => Setting("MASTERY_SUBJECT_TOKEN"),
    };

    readonly Option<string?> _grant = new("--grant")
    {
        Description = "The person's grant to use, where several hold (MASTERY_GRANT).",
        HelpName = "id",
        Recursive = true,
        DefaultValueFactory = _ => Setting("MASTERY_GRANT"),
    };

    readonly Option<bool> _allowCleartext = new("--allow-cleartext")
    {
        Description = "Sends the secret to another machine without encryption, over http.",
        Recursive = true,
    };

    readonly Option<OutputForm> _output = new("--output")
    {
        Description = "The form of the answer; csv is for lists.",
        Recursive = true,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
    [
        _address, _tokenEndpoint, _clientId, _clientSecret, _clientKey, _subjectToken, _grant, _allowCleartext, _output,
    ];

    /// <summary>The form of the answer.</summary>
    public OutputForm Output(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>Whether the output is for programs.</summary>
    public bool Json(ParseResult parsed) => Output(parsed) == OutputForm.Json;

    /// <summary>Whether the caller says which API client, or which person, it is.</summary>
    public bool SaysClient(ParseResult parsed) => PersonOf(parsed) is not null
        || Setting("MASTERY_CLIENT_ID") is not null || parsed.GetResult(_clientId) is { Implicit: false };

    /// <summary>The typed clients, calling as the given API client or as another.</summary>
    /// <exception cref="IOException">The private key cannot be used.</exception>
    public ApiClients Connect(ParseResult parsed, (string Id, string Secret)? other = null)
    {
        if (other is null && PersonOf(parsed) is { } person)
        {
            return ApiClients.ConnectPerson(
                parsed.GetRequiredValue(_address), parsed.GetValue(_tokenEndpoint),
                cancellation => ReadAsync(person, cancellation), parsed.GetValue(_grant),
                parsed.GetValue(_allowCleartext));
        }

        var file = other is null ? KeyOf(parsed) : null;
        try
        {
            return ApiClients.Connect(
                parsed.GetRequiredValue(_address),
                parsed.GetValue(_tokenEndpoint),
                other?.Id ?? parsed.GetRequiredValue(_clientId),
                other?.Secret ?? parsed.GetValue(_clientSecret) ?? Setting("MASTERY_CLIENT_SECRET") ?? "local-only",
                parsed.GetValue(_allowCleartext),
                file is null ? null : File.ReadAllText(file));
        }
        catch (InvalidOperationException exception) when (file is not null && exception is not CleartextException)
        {
            throw new IOException($"'{file}' cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>The file of a person's token; a client on the command line is meant in place of the
    /// variable's.</summary>
    string? PersonOf(ParseResult parsed) =>
        parsed.GetResult(_subjectToken) is { Implicit: true } && parsed.GetResult(_clientId) is { Implicit: false }
            ? null
            : parsed.GetValue(_subjectToken);

    // Each time anew: whoever keeps the file renews the token in it.
    static async ValueTask<string> ReadAsync(string file, CancellationToken cancellation) =>
        (await File.ReadAllTextAsync(file, cancellation)).Trim();

    /// <summary>The file of the private key; a secret on the command line is meant in place of the
    /// variable's.</summary>
    string? KeyOf(ParseResult parsed) =>
        parsed.GetResult(_clientKey) is { Implicit: true } && parsed.GetValue(_clientSecret) is not null
            ? null
            : parsed.GetValue(_clientKey);

    static Uri? Parse(string text, ArgumentResult result)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        result.AddError($"'{text}' is not an address such as http://localhost:8081");
        return null;
    }

    static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

namespace Mastery.Clients;

/// <summary>The suite's address and how to call it.</summary>
public sealed class MasteryClientOptions
{
    /// <summary>The gateway's gRPC address, for example <c>http://localhost:8081</c>, or a service's own.
    /// Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>The id of the API client whose token calls carry; with <see cref="ClientSecret"/> or
    /// <see cref="ClientKey"/>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the API client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The private key of the API client, in place of a secret: the text of a PEM file, of the curve P-256 or
    /// RSA. It never leaves the program; the suite has the public key.</summary>
    public string? ClientKey { get; set; }

    /// <summary>
    /// For a program that a person uses, in place of an API client: answers the person's ID or access token of the
    /// issuer with which they signed in, each time one is needed. It is exchanged for a token of the suite with what a
    /// grant of the person allows. Answer one that is still valid: ask the issuer for a new one where it is not.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? SubjectToken { get; set; }

    /// <summary>The grant to use, <c>grants/{grant}</c>, where several hold of the person; with
    /// <see cref="SubjectToken"/>.</summary>
    public string? Grant { get; set; }

    /// <summary>
    /// The token endpoint. When unset, <c>/oauth2/token</c> at <see cref="Address"/>, over HTTP/2 as calls are.
    /// </summary>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>The scopes to request; all of the client's scopes when empty.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>A token to send unchanged, in place of client credentials.</summary>
    public string? BearerToken { get; set; }

    /// <summary>
    /// Whether secrets and tokens may be sent over <c>http</c> to another machine, for example to a gateway in the same
    /// private network. Without it only addresses of this machine may be <c>http</c>.
    /// </summary>
    public bool AllowCleartext { get; set; }

    /// <summary>
    /// How long a unary call may take with all its attempts, unless the call has its own deadline. Streams have no
    /// deadline.
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of attempts of a unary call while the suite is unavailable; with 1 there is no
    /// retry.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The wait before the second attempt; it doubles with each, with jitter.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between attempts, unless the suite itself asks for a longer one.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Makes the HTTP handler: called once for calls and once for tokens. It must make a new handler each time, for
    /// example one for gRPC-Web or with a private certificate authority. <see cref="ChannelHandler.Create"/> when
    /// unset.
    /// </summary>
    public Func<HttpMessageHandler>? HttpHandlerFactory { get; set; }

    internal Uri RequiredAddress => Address ?? throw new InvalidOperationException(
        $"{nameof(MasteryClientOptions)}.{nameof(Address)} is not set: give the gateway's gRPC address, such as "
            + "http://localhost:8081.");

    internal bool HasCredentials => BearerToken is not null || GetsTokens;

    internal bool GetsTokens => ClientId is not null || SubjectToken is not null;

    internal void Validate()
    {
        _ = RequiredAddress;
        if (ClientId is not null && (ClientSecret is null) == (ClientKey is null))
        {
            throw new InvalidOperationException(
                $"{nameof(ClientId)} is set: set {nameof(ClientSecret)} or {nameof(ClientKey)} too, and not both.");
        }

        if (SubjectToken is not null && (ClientId ?? BearerToken) is not null)
        {
            throw new InvalidOperationException(
                $"{nameof(SubjectToken)} is set: a person signs in, so leave {nameof(ClientId)} and "
                + $"{nameof(BearerToken)} out.");
        }

        // Refuses what is no private key.
        using var assertion = ClientKey is null ? null : new ClientAssertion(ClientKey);

        RequireEncrypted(RequiredAddress, nameof(Address));
        RequireEncrypted(TokenEndpoint ?? RequiredAddress, nameof(TokenEndpoint));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero);
    }

    void RequireEncrypted(Uri address, string option)
    {
        if (HasCredentials && !AllowCleartext && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw new CleartextException(option, address);
        }
    }
}

using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Mastery.Clients;

/// <summary>The channel that all clients share, with credentials, deadlines and retries.</summary>
sealed class MasteryChannel : IDisposable
{
    readonly GrpcChannel _channel;
    readonly TokenSource? _tokens;

    public MasteryChannel(MasteryClientOptions options, TimeProvider time)
    {
        var newHandler = options.HttpHandlerFactory ?? ChannelHandler.Create;
        var handler = newHandler();
        _tokens = options is { GetsTokens: true, BearerToken: null }
            ? new TokenSource(options, Other(newHandler(), handler), time)
            : null;
        _channel = GrpcChannel.ForAddress(options.RequiredAddress, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            InitialReconnectBackoff = options.InitialBackoff,
            MaxReconnectBackoff = options.MaxBackoff,
            Credentials = Credentials(options),
            // Services bound their own answers; a limit here would only turn a long answer into a failure.
            MaxReceiveMessageSize = null,
            // Inside a cluster and on one machine the suite uses cleartext.
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        Invoker = _channel.Intercept(new ResilienceInterceptor(options, _tokens, time));
    }

    public CallInvoker Invoker { get; }

    public void Dispose()
    {
        _channel.Dispose();
        _tokens?.Dispose();
    }

    ChannelCredentials Credentials(MasteryClientOptions options)
    {
        var transport = options.RequiredAddress.Scheme == Uri.UriSchemeHttps
            ? ChannelCredentials.SecureSsl
            : ChannelCredentials.Insecure;
        return options.HasCredentials
            ? ChannelCredentials.Create(transport, CallCredentials.FromInterceptor(Authorize))
            : transport;

        async Task Authorize(AuthInterceptorContext context, Metadata metadata) =>
            metadata.Add(
                "authorization", $"Bearer {options.BearerToken ?? await _tokens!.GetAsync(context.CancellationToken)}");
    }

    // A channel changes how its handler connects, so nothing else may use it.
    static HttpMessageHandler Other(HttpMessageHandler handler, HttpMessageHandler channels) =>
        handler != channels ? handler : throw new InvalidOperationException(
            $"{nameof(MasteryClientOptions.HttpHandlerFactory)} must make a new handler each time it is called.");
}

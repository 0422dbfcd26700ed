using System.Collections.Frozen;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Mastery.Clients;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>The channels to other services: one for each address, made when the process starts and kept until it ends.
/// All clients of a service use its one channel.</summary>
sealed class PeerChannels : IHostedService, IDisposable
{
    static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan SlowestReconnect = TimeSpan.FromSeconds(2);

    readonly FrozenDictionary<Uri, GrpcChannel> _channels;
    readonly FrozenDictionary<string, CallInvoker> _invokers;

    public PeerChannels(IOptions<PeerOptions> options, IConfiguration configuration, IHttpContextAccessor http,
        ServiceIdentity identity, TimeProvider time, ILoggerFactory logs)
    {
        var addresses = options.Value.Services.ToDictionary(name => name, name => Address(configuration, name));
        _channels = addresses.Values.Distinct()
            .ToFrozenDictionary(address => address, address => Create(address, logs));
        _invokers = addresses.ToFrozenDictionary(peer => peer.Key,
            peer => _channels[peer.Value].Intercept(new PeerInterceptor(http, identity, time, peer.Key)));
    }

    /// <summary>The one channel of each address.</summary>
    public IReadOnlyDictionary<Uri, GrpcChannel> ByAddress => _channels;

    /// <summary>What every client of <paramref name="service"/> calls through.</summary>
    public CallInvoker Invoker(string service) => _invokers[service];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    static Uri Address(IConfiguration configuration, string service) =>
        new(configuration[$"Services:{service}"]!, UriKind.Absolute);

    static GrpcChannel Create(Uri address, ILoggerFactory logs) => GrpcChannel.ForAddress(address, new()
    {
        HttpHandler = ChannelHandler.Create(),
        DisposeHttpClient = true,
        InitialReconnectBackoff = FirstReconnect,
        MaxReconnectBackoff = SlowestReconnect,
        // Between services calls are in cleartext, in a network that lets nobody else in.
        UnsafeUseInsecureChannelCallCredentials = true,
        // Services bound their own answers; a limit here would only turn a long answer into a failure.
        MaxReceiveMessageSize = null,
        LoggerFactory = logs,
    });
}

/// <summary>The services that this one calls.</summary>
sealed class PeerOptions
{
    public HashSet<string> Services { get; } = [];

    /// <summary>Each has an address.</summary>
    public sealed class Validation(IConfiguration configuration) : IValidateOptions<PeerOptions>
    {
        public ValidateOptionsResult Validate(string? name, PeerOptions options)
        {
            List<string> problems = [.. options.Services.Select(Problem).OfType<string>()];
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        string? Problem(string service) => configuration[$"Services:{service}"] switch
        {
            null or "" => $"Services:{service} is not set: it is the address of that service.",
            var text when Uri.TryCreate(text, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https" =>
                Cleartext.Problem(configuration, $"Services:{service}", address),
            var text => $"Services:{service} is '{text}': it must be an http or https URL.",
        };
    }
}

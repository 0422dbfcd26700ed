using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Mastery.Clients;
using Mastery.Errors.V1;
using Mastery.Fakes.Resources;
using Mastery.Fakes.Rosters;
using Mastery.Fakes.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mastery.Fakes;

/// <summary>The suite in memory, behind a gRPC address of this machine: what a test adds can be read, and a roster can
/// be planned and applied. It issues a token to whoever asks and never looks at it, nor at the rules of fields. A
/// method that it does not have is answered with UNIMPLEMENTED, unless the test answers it.</summary>
public sealed class FakeSuite : IAsyncDisposable
{
    readonly WebApplication _server;
    readonly ResourceStore _store;
    readonly Dispatcher _dispatcher;

    FakeSuite(TimeProvider clock)
    {
        _store = new(clock);
        _dispatcher = new(_store);
        new ReadMethods(_store).AddTo(_dispatcher);
        new RosterMethods(_store, clock).AddTo(_dispatcher);
        _server = Server(_dispatcher);
    }

    /// <summary>The address for <see cref="MasteryClientOptions.Address"/>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The calls so far, in the order in which they ended.</summary>
    public IReadOnlyList<FakeCall> Calls => _dispatcher.Calls;

    /// <summary>Starts a fake, on a port that is free.</summary>
    /// <param name="clock">Says what day it is; the system's when null.</param>
    public static async Task<FakeSuite> StartAsync(TimeProvider? clock = null)
    {
        var fake = new FakeSuite(clock ?? TimeProvider.System);
        await fake._server.StartAsync();
        fake.Address = new(fake._server.Urls.Single());
        return fake;
    }

    /// <summary>Adds resources, or puts them in the place of those with the same names.</summary>
    /// <param name="resources">Resources of the contract with their names; references between them are not
    /// checked.</param>
    /// <exception cref="ArgumentException">One is no resource, or its name is not of its type.</exception>
    public void Add(params IEnumerable<IMessage> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        foreach (var resource in resources)
        {
            _store.Put(resource);
        }
    }

    /// <summary>The resources of a type as they are now, by name.</summary>
    /// <typeparam name="T">The type, for example <c>Participant</c>.</typeparam>
    public IReadOnlyList<T> All<T>() where T : class, IMessage<T> => [.. _store.All<T>()];

    /// <summary>Makes the next calls of a method fail before they do anything.</summary>
    /// <param name="method">The method's name, for example <c>ApplyRosterSync</c>.</param>
    /// <param name="code">The canonical code.</param>
    /// <param name="reason">The entry of the error catalogue.</param>
    /// <param name="message">What went wrong; a sentence that names the method when null.</param>
    /// <param name="times">How many calls.</param>
    /// <param name="retryDelay">What <c>RetryInfo</c> says; none when null.</param>
    public void Fail(string method, StatusCode code, ErrorReason reason, string? message = null, int times = 1,
        TimeSpan? retryDelay = null) => _dispatcher.Fail(
            method, times, FakeError.Of(code, reason, message ?? $"{method} fails as the test asked.", retryDelay));

    /// <summary>Makes the next calls of a method wait.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="delay">How long.</param>
    /// <param name="times">How many calls.</param>
    public void Delay(string method, TimeSpan delay, int times = 1) => _dispatcher.Delay(method, times, delay);

    /// <summary>Answers a method from now on, in the place of the fake.</summary>
    /// <typeparam name="TRequest">The method's request.</typeparam>
    /// <typeparam name="TResponse">The method's answer.</typeparam>
    /// <param name="method">The method's name, of one request and one answer.</param>
    /// <param name="answer">Makes the answer; an <see cref="RpcException"/> reaches the caller.</param>
    public void Answer<TRequest, TResponse>(string method, Func<TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => _dispatcher.Answer(method, answer);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static WebApplication Server(Dispatcher dispatcher)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(
                endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(dispatcher);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IServiceMethodProvider<Dispatcher>, ContractMethods>());
        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<Dispatcher>();
        server.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Json(
            new Dictionary<string, string> { ["issuer"] = $"http://{request.Host}/" }));
        server.MapPost("/oauth2/token", () => Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = "fake",
            ["token_type"] = "Bearer",
            ["expires_in"] = 600,
        }));
        return server;
    }
}

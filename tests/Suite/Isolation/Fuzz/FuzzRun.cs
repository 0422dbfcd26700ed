using System.Collections.Concurrent;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Where calls go: the gateway or one service, by both protocols.</summary>
sealed record FuzzTarget(CallInvoker Grpc, HttpClient Http);

/// <summary>Makes calls and judges the answers.</summary>
/// <param name="suite">Whose tokens are sent.</param>
/// <param name="leaks">The judge.</param>
/// <param name="target">Where a call goes.</param>
/// <param name="signed">Changes tokens before they are signed.</param>
sealed class FuzzRun(RunningSuite suite, LeakFinder leaks, Func<FuzzCall, FuzzTarget> target,
    Func<Token, Token>? signed = null)
{
    const int Concurrency = 24;
    const int Kept = 20;

    static readonly Marshaller<IMessage> Requests =
        Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException());

    static readonly Marshaller<byte[]> Answers = Marshallers.Create(bytes => bytes, bytes => bytes);

    readonly ConcurrentDictionary<string, string> _tokens = new();
    readonly ConcurrentDictionary<string, int> _codes = new();
    readonly ConcurrentQueue<string> _found = [];
    readonly ConcurrentDictionary<(string Hub, string Of), bool> _between = new();
    int _leaks;

    /// <summary>How many answers showed what they must not.</summary>
    public int Leaks => _leaks;

    /// <summary>The hubs of callers, and of whose data they were shown.</summary>
    public IReadOnlyCollection<(string Hub, string Of)> Between => _between.Keys.ToList();

    /// <summary>How often each status was answered.</summary>
    public IReadOnlyDictionary<string, int> Codes => _codes;

    /// <summary>The first leaks.</summary>
    public string Found => string.Join('\n', _found.Take(Kept));

    /// <summary>Makes the calls with these numbers.</summary>
    public async Task<FuzzRun> MakeAsync(FuzzCalls calls, int first, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (number, _) => await OneAsync(calls.Of(number), number));
        return this;
    }

    /// <summary>The statuses in one line.</summary>
    public override string ToString() => $"{_codes.Values.Sum()} calls, {Leaks} leaks: " + string.Join(", ", _codes
        .OrderByDescending(code => code.Value).Select(code => $"{code.Value} {code.Key}"));

    async Task OneAsync(FuzzCall call, int number)
    {
        using var stop = new CancellationTokenSource();
        if (call.CancelAfter >= 0)
        {
            stop.CancelAfter(call.CancelAfter);
        }

        using var answer = new MemoryStream();
        var to = target(call);
        var code = call.Route is null ? await GrpcAsync(to, call, answer, stop.Token)
            : await RestAsync(to, call, answer, stop.Token);
        _codes.AddOrUpdate(code, 1, (_, before) => before + 1);
        if (leaks.Find(call.By, $"{call.Request}", answer.GetBuffer().AsSpan(0, (int)answer.Length)) is { } leak)
        {
            Interlocked.Increment(ref _leaks);
            _between[(call.By.Hub, leak.Of.Data.Hub)] = true;
            _found.Enqueue($"{number}: {leak.Mark} of {leak.Of.Word} in {code} to {call}");
        }
        else if (code is "Internal" or "Unknown" or "500" or "502" or "Lost")
        {
            _found.Enqueue($"{number}: {code} to {call}: {Encoding.UTF8.GetString(answer.ToArray())}");
        }
    }

    async Task<string> GrpcAsync(FuzzTarget to, FuzzCall call, MemoryStream answer, CancellationToken stop)
    {
        var options = new CallOptions(new Metadata { { "authorization", Bearer(call.By) } }, cancellationToken: stop);
        try
        {
            await (call.Method.Descriptor switch
            {
                { IsServerStreaming: true } => WatchAsync(to.Grpc, call, options, answer),
                { IsClientStreaming: true } => StreamAsync(to.Grpc, call, options, answer),
                _ => UnaryAsync(to.Grpc, call, options, answer),
            });
            return "OK";
        }
        catch (RpcException refusal)
        {
            answer.Write(Encoding.UTF8.GetBytes(refusal.Status.Detail));
            Write(answer, refusal.Trailers);
            return $"{refusal.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return "Cancelled";
        }
    }

    static async Task UnaryAsync(CallInvoker grpc, FuzzCall call, CallOptions options, MemoryStream answer)
    {
        using var unary = grpc.AsyncUnaryCall(Of(call, MethodType.Unary), null, options, call.Request);
        answer.Write(await unary.ResponseAsync);
        Write(answer, unary.GetTrailers());
        Write(answer, await unary.ResponseHeadersAsync);
    }

    static async Task WatchAsync(CallInvoker grpc, FuzzCall call, CallOptions options, MemoryStream answer)
    {
        using var stream = grpc.AsyncServerStreamingCall(
            Of(call, MethodType.ServerStreaming), null, options, call.Request);
        while (await stream.ResponseStream.MoveNext(options.CancellationToken))
        {
            answer.Write(stream.ResponseStream.Current);
        }
    }

    static async Task StreamAsync(CallInvoker grpc, FuzzCall call, CallOptions options, MemoryStream answer)
    {
        using var stream = grpc.AsyncClientStreamingCall(Of(call, MethodType.ClientStreaming), null, options);
        await stream.RequestStream.SendAsync(call.Request);
        answer.Write(await stream.ResponseAsync);
    }

    async Task<string> RestAsync(FuzzTarget to, FuzzCall call, MemoryStream answer, CancellationToken stop)
    {
        using var request = RestCall.Of(call.Route!, call.Request, Bearer(call.By)["Bearer ".Length..]);
        request.Version = to.Http.DefaultRequestVersion;
        request.VersionPolicy = to.Http.DefaultVersionPolicy;
        try
        {
            using var response = await to.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            answer.Write(Encoding.UTF8.GetBytes($"{response.Headers}{response.Content.Headers}"));
            await response.Content.CopyToAsync(answer, stop);
            return $"{(int)response.StatusCode}";
        }
        catch (OperationCanceledException)
        {
            return "Cancelled";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return stop.IsCancellationRequested ? "Cancelled" : "Lost";
        }
    }

    string Bearer(FuzzPrincipal by) => "Bearer " + _tokens.GetOrAdd(
        by.Name, _ => suite.Tokens.Sign((signed?.Invoke(by.Token) ?? by.Token) with
        {
            Expires = DateTimeOffset.UtcNow.AddHours(20),
        }));

    static Method<IMessage, byte[]> Of(FuzzCall call, MethodType type) => new(
        type, call.Method.Descriptor.Service.FullName, call.Method.Descriptor.Name, Requests, Answers);

    static void Write(MemoryStream answer, Metadata entries)
    {
        foreach (var entry in entries)
        {
            answer.Write(Encoding.UTF8.GetBytes(entry.Key));
            answer.Write(entry.ValueBytes);
        }
    }
}

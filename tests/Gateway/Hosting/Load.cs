using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>Calls from several callers, each one after another, until it is stopped: reads over gRPC, reads and writes
/// over REST.</summary>
sealed class Load
{
    const int Callers = 2;

    readonly ConcurrentQueue<string> _failures = new();
    volatile bool _stopped;
    Task[] _callers = [];
    int _calls;

    public static Load Start(TestGateway gateway)
    {
        var load = new Load();
        var directory = new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel);
        Func<Task>[] calls =
        [
            async () => await directory.GetHubAsync(new GetHubRequest { Name = "hubs/x" }),
            () => SendAsync(gateway.Rest, HttpMethod.Get, "/v1/hubs/x"),
            () => SendAsync(gateway.Rest, HttpMethod.Post, "/v1/hubs?hubId=x"),
        ];
        load._callers =
        [
            .. calls.SelectMany(call => Enumerable.Repeat(call, Callers)).Select(
                call => Task.Run(() => load.RepeatAsync(call))),
        ];
        return load;
    }

    /// <summary>Waits until the given number of further calls is answered.</summary>
    public async Task AfterAsync(int more)
    {
        for (var end = Volatile.Read(ref _calls) + more; Volatile.Read(ref _calls) < end;)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Stops it and returns what failed.</summary>
    public async Task<IReadOnlyCollection<string>> StopAsync()
    {
        _stopped = true;
        await Task.WhenAll(_callers);
        return _failures;
    }

    async Task RepeatAsync(Func<Task> call)
    {
        while (!_stopped)
        {
            try
            {
                await call();
            }
            catch (Exception failure) when (failure is RpcException or HttpRequestException)
            {
                _failures.Enqueue(failure.Message);
            }

            Interlocked.Increment(ref _calls);
        }
    }

    static async Task SendAsync(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = method == HttpMethod.Get ? null : new StringContent("{}", null, "application/json"),
        };
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}

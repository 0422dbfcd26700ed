using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>Calls from several callers, each one after another, until it is stopped.</summary>
sealed class Load
{
    const int Callers = 4;

    readonly ConcurrentQueue<RpcException> _failures = new();
    volatile bool _stopped;
    Task[] _callers = [];
    int _calls;

    public static Load Start(TestGateway gateway)
    {
        var load = new Load();
        var directory = new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel);
        load._callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => load.CallAsync(directory)))];
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

    /// <summary>Stops it and returns the failed calls.</summary>
    public async Task<IReadOnlyCollection<RpcException>> StopAsync()
    {
        _stopped = true;
        await Task.WhenAll(_callers);
        return _failures;
    }

    async Task CallAsync(SchoolDirectoryService.SchoolDirectoryServiceClient directory)
    {
        while (!_stopped)
        {
            try
            {
                await directory.GetHubAsync(
                    new GetHubRequest { Name = "hubs/x" }, deadline: DateTime.UtcNow.AddSeconds(20));
            }
            catch (RpcException failure)
            {
                _failures.Enqueue(failure);
            }

            Interlocked.Increment(ref _calls);
        }
    }
}

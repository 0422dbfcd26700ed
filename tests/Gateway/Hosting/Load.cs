using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Gateway.Tests.Hosting;

/// <summary>Calls by a few callers, one after another, until it is stopped.</summary>
sealed class Load
{
    const int Callers = 4;

    readonly ConcurrentQueue<RpcException> failures = new();
    volatile bool stopped;
    Task[] callers = [];
    int calls;

    public static Load Start(TestGateway gateway)
    {
        var load = new Load();
        var directory = new SchoolDirectoryService.SchoolDirectoryServiceClient(gateway.Channel);
        load.callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => load.CallAsync(directory)))];
        return load;
    }

    /// <summary>Waits until so many more calls have been answered.</summary>
    public async Task AfterAsync(int more)
    {
        for (var end = Volatile.Read(ref calls) + more; Volatile.Read(ref calls) < end;)
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it; the calls that failed.</summary>
    public async Task<IReadOnlyCollection<RpcException>> StopAsync()
    {
        stopped = true;
        await Task.WhenAll(callers);
        return failures;
    }

    async Task CallAsync(SchoolDirectoryService.SchoolDirectoryServiceClient directory)
    {
        while (!stopped)
        {
            try
            {
                await directory.GetHubAsync(new GetHubRequest { Name = "hubs/x" }, deadline: DateTime.UtcNow.AddSeconds(20));
            }
            catch (RpcException failure)
            {
                failures.Enqueue(failure);
            }

            Interlocked.Increment(ref calls);
        }
    }
}

using System.Diagnostics;
using System.Net;
using Mastery.Local;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Writes;

/// <summary>
/// One more process of a service beside the suite's own, on the same database and a port of its own: it can be killed
/// without an effect on other tests.
/// </summary>
sealed class Replica(RunningSuite suite, string service, string project, params string[] settings)
    : IAsyncDisposable
{
    readonly int _port = FreePorts.Take();
    Child? _child;

    /// <summary>Where it logs, in the suite's folder.</summary>
    public string Logs { get; init; } = "logs";

    /// <summary>Where it listens, HTTP/2 only.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The id of its process.</summary>
    public int Id => _child!.Id;

    /// <summary>Starts it, again after it was killed, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        _child = await Child.StartAsync(
            $"{service}-replica", Programs.Of(project),
            [.. suite.Settings.Arguments(service), $"--urls={Address}", .. settings],
            ServiceSettings.Runtime(suite.Databases.Access(service)), Path.Combine(suite.Folder, Logs));
        await WaitUntilReadyAsync(_child, Address);
    }

    /// <summary>Waits until a program that speaks HTTP/2 is ready.</summary>
    public static async Task WaitUntilReadyAsync(Child program, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var attempt = 0; !await IsReadyAsync(http); attempt++)
        {
            Assert.False(program.Exited.IsCompleted, $"{program.Name} ended by itself: {program.LogTail()}");
            Assert.True(attempt < 600, $"{program.Name} is not ready after a minute: {program.LogTail()}");
            await Task.Delay(100);
        }
    }

    /// <summary>Kills it with SIGKILL, as the system does when memory runs out: it cannot finish anything.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(_child!.Id);
        process.Kill();
    }

    /// <summary>Completes when it has ended.</summary>
    public Task Exited => _child!.Exited;

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }
    }

    static async Task<bool> IsReadyAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

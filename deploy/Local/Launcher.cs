using System.Diagnostics;
using System.Runtime.InteropServices;
using Mastery.Postgres;

namespace Mastery.Local;

/// <summary>The command: starts the suite, says how to use it, and stops it on Ctrl-C, SIGTERM or the
/// end of its terminal.</summary>
static class Launcher
{
    // ENOSPC, and ERROR_DISK_FULL.
    const int NoSpace = 28;
    const int NoSpaceOnWindows = unchecked((int)0x8007_0070);

    /// <summary>Runs until told to stop, or until a part of the suite ends.</summary>
    /// <param name="options">What to run, and where; fails where there is no checkout.</param>
    /// <param name="demo">Whether to create the demo year.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The exit code: 0 when it was told to stop, else 1.</returns>
    public static async Task<int> RunAsync(Func<SuiteOptions> options, bool demo, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (InheritedEnvironment.Clear() is { Count: > 0 } ignored)
        {
            Terminal.Info($"Ignored environment variables: {string.Join(", ", ignored)}.");
        }

        try
        {
            await RunUntilAsync(options(), demo, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Terminal.Info("Stopped before it was ready; nothing is left running.");
        }
        catch (Exception problem) when (problem is SuiteException or PostgresUnavailableException)
        {
            Terminal.Error(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Terminal.Error($"{problem.Message} {Remedy(problem)}");
            return 1;
        }
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Writes the files that list services and projects.</summary>
    /// <returns>The exit code: 0 when they are up to date, else 1.</returns>
    public static int UpdateLists()
    {
        try
        {
            var written = ServiceLists.Update(Programs.Checkout);
            Terminal.Info(written.Count == 0 ? "Up to date." : $"Written: {string.Join(", ", written)}.");
            return 0;
        }
        catch (SuiteException problem)
        {
            Terminal.Error(problem.Message);
            return 1;
        }
    }

    static async Task RunUntilAsync(SuiteOptions options, bool demo, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        await using (var suite = await Suite.StartAsync(
            options, new Steps(step => Terminal.Step(clock.Elapsed, step)), stop))
        {
            if (demo)
            {
                await FillAsync(suite, stop);
            }

            Welcome.Print(suite, clock.Elapsed);
            var failure = suite.FailureAsync();
            await Task.WhenAny(failure, Task.Delay(Timeout.Infinite, stop));
            if (!stop.IsCancellationRequested)
            {
                throw new SuiteException(await failure);
            }

            Terminal.Info("Stopping.");
        }
        Terminal.Info("Stopped; what it holds is kept.");
    }

    static string Remedy(Exception problem) => problem switch
    {
        UnauthorizedAccessException => "Make it yours, or choose another folder: --folder.",
        { HResult: NoSpace or NoSpaceOnWindows } => "Free some space, then start again: the data is kept.",
        _ => "The data is kept.",
    };

    /// <summary>The command-line tool creates the demo year, through the public API.</summary>
    static async Task FillAsync(Suite suite, CancellationToken stop)
    {
        await using var tool = Child.StartInTerminal(
            "demo", Programs.Of("clients/Cli"), ["demo", "--address", suite.Grpc.ToString()]);
        await tool.Exited.WaitAsync(stop);
        if (tool.ExitCode != 0)
        {
            throw new SuiteException("The demonstration year could not be made; the lines above say why.");
        }
    }

    // Not Progress<T>: its reports would come late and in any order.
    sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}

using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mastery.Testing;

/// <summary>A program whose entry point runs in this process, with the host that it built.</summary>
/// <remarks>The arguments hold all settings of the server, also its port. Only the program starts the server or changes
/// its settings, so there is no race between threads.</remarks>
sealed class RunningProgram : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Every observer in the process gets every build event: this identifies the program's own.
    static readonly AsyncLocal<RunningProgram?> Current = new();

    readonly Action<IHostBuilder> _configure;
    readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    RunningProgram(Action<IHostBuilder> configure) => _configure = configure;

    /// <summary>The host that the program built.</summary>
    public IHost Host => _built.Task.Result;

    /// <summary>The run of the entry point, to its end.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Runs a program until its host has started.</summary>
    /// <param name="program">The assembly with the entry point.</param>
    /// <param name="arguments">What it is started with.</param>
    /// <param name="configure">Changes the host after the program has configured it.</param>
    /// <exception cref="InvalidOperationException">It ended without starting a host.</exception>
    public static async Task<RunningProgram> StartAsync(
        Assembly program, string[] arguments, Action<IHostBuilder> configure)
    {
        var running = new RunningProgram(configure);
        using var builds = DiagnosticListener.AllListeners.Subscribe(running);
        running.Completion = running.Run(program, arguments);
        await Task.WhenAny(running._started.Task, running.Completion);
        if (!running._started.Task.IsCompleted)
        {
            await running.Completion;
            throw new InvalidOperationException($"{program.GetName().Name} ended without starting a host.");
        }

        return running;
    }

    /// <summary>Stops the program as a signal would, and waits for its end.</summary>
    public async Task StopAsync()
    {
        if (!Completion.IsCompleted)
        {
            Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }

        await Completion;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting" && Current.Value == this)
        {
            value.Subscribe(this);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
        {
            _configure(builder);
        }
        else if (value is { Key: "HostBuilt", Value: IHost host })
        {
            _built.TrySetResult(host);
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted
                .Register(() => _started.TrySetResult());
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    // The entry point of a program with top-level statements blocks, so it runs on another thread.
    Task Run(Assembly program, string[] arguments) => Task.Factory.StartNew(
        () =>
        {
            Current.Value = this;
            var code = program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);
            if (code is not (null or 0))
            {
                throw new InvalidOperationException($"{program.GetName().Name} ended with exit code {code}.");
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

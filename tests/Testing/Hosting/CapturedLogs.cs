using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Mastery.Testing;

/// <summary>One line that a service logged.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Category">Who logged it.</param>
/// <param name="Message">The line.</param>
/// <param name="Exception">The failure that was logged with it.</param>
public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception)
{
    /// <summary>Its number and name, where it has them.</summary>
    public EventId Event { get; init; }

    /// <summary>The trace of the call that it was logged in.</summary>
    public ActivityTraceId? Trace { get; } = Activity.Current?.TraceId;

    /// <summary>Its form in the message of a failed test.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Level} {Category}: {Message}{(Exception is null ? "" : $"\n{Exception}")}");
}

/// <summary>The log of a service. An unexpected error fails the last test of the assembly, even if every response was
/// right.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    const int Shown = 5;

    readonly ConcurrentQueue<LogEntry> _entries = [];
    readonly ConcurrentBag<Predicate<LogEntry>> _expected = [];

    /// <summary>Everything logged so far.</summary>
    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>The errors that no test expected.</summary>
    public IEnumerable<LogEntry> UnexpectedErrors =>
        _entries.Where(entry => entry.Level >= LogLevel.Error && !_expected.Any(allows => allows(entry)));

    /// <summary>Expects an error to be logged.</summary>
    public void Expect(Predicate<LogEntry> error) => _expected.Add(error);

    /// <summary>Fails if an unexpected error was logged, and shows the lines.</summary>
    public static void AssertNoUnexpectedErrors(IEnumerable<CapturedLogs> logs)
    {
        var unexpected = logs.SelectMany(log => log.UnexpectedErrors).ToList();
        // One failure of many calls is shown once.
        var different = unexpected.DistinctBy(entry => (entry.Category, entry.Exception?.Message ?? entry.Message));
        Assert.True(unexpected.Count == 0,
            $"{unexpected.Count} errors logged unexpectedly:\n{string.Join("\n", different.Take(Shown))}");
    }

    internal void Add(LogEntry entry) => _entries.Enqueue(entry);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The entries are read after the service has stopped.
    }

    sealed class Logger(string category, CapturedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs.Add(new(logLevel, category, formatter(state, exception), exception) { Event = eventId });
    }
}

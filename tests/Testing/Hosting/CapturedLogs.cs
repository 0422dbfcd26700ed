using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Mastery.Testing;

/// <summary>One line that a service logged.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Category">Who logged it.</param>
/// <param name="Message">The line.</param>
/// <param name="Exception">The failure that was logged with it.</param>
public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception)
{
    /// <summary>As it is shown when a test fails because of it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Level} {Category}: {Message}{(Exception is null ? "" : $"\n{Exception}")}");
}

/// <summary>What a service logged. An error that no test expected fails the last test of the assembly, even where
/// every answer was right.</summary>
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

    /// <summary>Says that an error is meant to be logged.</summary>
    public void Expect(Predicate<LogEntry> error) => _expected.Add(error);

    /// <summary>Fails if an error was logged that was not expected, and shows the lines.</summary>
    public static void AssertNoUnexpectedErrors(IEnumerable<CapturedLogs> logs)
    {
        var unexpected = logs.SelectMany(log => log.UnexpectedErrors).ToList();
        // One failure behind many calls is shown once.
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
        // The entries are read after the service has gone.
    }

    sealed class Logger(string category, CapturedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            logs.Add(new(logLevel, category, formatter(state, exception), exception));
    }
}

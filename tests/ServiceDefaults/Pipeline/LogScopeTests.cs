using System.Text.Json;
using Grpc.Core;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

public sealed class LogScopeTests
{
    [Fact]
    public async Task Every_entry_of_a_call_has_its_trace_client_and_hub()
    {
        var hub = LibraryFixture.NewHub();
        var scopes = new RecordedScopes();
        await using var service = await TestService.StartAsync<Library.LibraryService>(
            "library", configure: services => services.AddSingleton<ILoggerProvider>(scopes));
        service.Logs.Expect(entry => entry.Message.Contains("failed unexpectedly"));
        var client = service.Client<Library.V1.LibraryService.LibraryServiceClient>(
            LibraryFixture.Token(hub) with { Client = "mis-sync" });

        await using var owner = await service.Database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand("""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'unexpected'; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON shelf EXECUTE FUNCTION fail();
            """, owner);
        await command.ExecuteNonQueryAsync();

        await Assert.ThrowsAsync<RpcException>(async () => await client.CreateShelfAsync(
            new() { Parent = $"hubs/{hub}", Shelf = new() { DisplayName = "A" } }));

        var entry = Assert.Single(scopes.Entries, entry => entry.Contains("failed unexpectedly"));
        Assert.Contains("Client=mis-sync", entry);
        Assert.Matches("TraceId=[0-9a-f]{32}", entry);
        Assert.Contains($"Hub={hub}", entry);
    }

    [Fact]
    public void Production_writes_one_JSON_object_a_line_with_the_time_in_UTC()
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddJsonLogs())
            .BuildServiceProvider();
        var formatter = services.GetServices<ConsoleFormatter>().Single(each => each.Name == "json");
        var scopes = new LoggerExternalScopeProvider();
        using var output = new StringWriter();

        using (scopes.Push(new CallLogScope(new CallScope())))
        {
            formatter.Write(new LogEntry<string>(
                LogLevel.Error, "Plans", 1, "failed", null, (text, _) => text), scopes, output);
        }

        var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var entry = JsonDocument.Parse(line).RootElement;
        Assert.Equal(TimeSpan.Zero, entry.GetProperty("Timestamp").GetDateTimeOffset().Offset);
        var scope = Assert.Single(entry.GetProperty("Scopes").EnumerateArray());
        Assert.Equal("national", scope.GetProperty("Hub").GetString());
        Assert.Equal("", scope.GetProperty("Client").GetString());
    }

    sealed class RecordedScopes : ILoggerProvider, ISupportExternalScope
    {
        IExternalScopeProvider? _scopes;

        public List<string> Entries { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Recorder(this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }

        sealed class Recorder(RecordedScopes owner) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => owner._scopes?.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
                Func<TState, Exception?, string> formatter)
            {
                List<string> parts = [formatter(state, exception)];
                owner._scopes?.ForEachScope((scope, all) => all.AddRange(
                    scope is IEnumerable<KeyValuePair<string, object?>> values
                        ? values.Select(value => $"{value.Key}={value.Value}") : [$"{scope}"]), parts);
                lock (owner.Entries)
                {
                    owner.Entries.Add(string.Join(' ', parts));
                }
            }
        }
    }
}

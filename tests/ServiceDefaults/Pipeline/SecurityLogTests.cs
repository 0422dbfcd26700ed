using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Grpc.Core;
using Mastery.Library.V1;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using static Mastery.Library.V1.LibraryService;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>Refused calls in the log, and how little a flood of them leaves there.</summary>
public sealed class SecurityLogTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    const string List = "/mastery.library.v1.LibraryService/ListShelves";
    const string Hostile = "sussex\r\nfail: Mastery.Security[2]\r\n\u001b[2Jn\u2028x\u0085";

    readonly string _hub = LibraryFixture.NewHub();
    readonly string _client = $"client-{Guid.NewGuid():N}";

    [Fact]
    public async Task Has_who_was_refused_for_a_scope_that_the_token_lacks()
    {
        await ListAsync(Client(LibraryFixture.Token(_hub, without: "shelves.read")), _hub);

        Assert.Equal((LogLevel.Warning, 4, "PermissionDenied",
            $"{List} was refused to client {_client}: scope_missing shelves.read, from 127.0.0.1"), Entry());
    }

    [Fact]
    public async Task Has_who_asked_for_a_hub_that_the_token_is_not_for()
    {
        await ListAsync(Client(LibraryFixture.Token(_hub)), "somebody-elses");

        Assert.Equal((LogLevel.Warning, 5, "OtherHub",
            $"{List} was refused to client {_client}: its token is not for the hub somebody-elses, from 127.0.0.1"),
            Entry());
    }

    [Fact]
    public async Task Has_no_line_that_a_caller_wrote()
    {
        var name = $"{_client}\r\nfail: forged";
        await ListAsync(library.Client<LibraryServiceClient>(
            LibraryFixture.Token(_hub) with { Client = name }), Hostile);
        using (var http = library.Service.Http(LibraryFixture.Token(_hub) with { Client = name }))
        using (await http.GetAsync($"/v1/hubs/{Uri.EscapeDataString(Hostile)}/shelves"))
        {
        }

        Assert.All(Mine, entry =>
            Assert.Contains($"client {_client}??fail:?forged: its token is not for the hub no id", entry.Message));
        Assert.NotEmpty(Mine);
        Assert.DoesNotContain(Entries, entry => entry.Message.Any(char.IsControl));
    }

    [Theory]
    [InlineData(null, "token_missing")]
    [InlineData("e30.e30.x", "token_invalid")]
    public async Task Has_calls_without_a_token_that_counts(string? token, string reason)
    {
        using var http = library.Service.Http(token);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", $"2001:db8::{_client[7..11]}");

        using var answer = await http.GetAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var entry = Assert.Single(Entries, entry => entry.Message.EndsWith(
            $"from {IPAddress.Parse($"2001:db8::{_client[7..11]}")}", StringComparison.Ordinal));
        Assert.Equal((LogLevel.Warning, 3, "Unauthenticated"), (entry.Level, entry.Event.Id, entry.Event.Name));
        Assert.Contains($"shelves was called without a token that counts: {reason}", entry.Message);
        Assert.DoesNotContain(_hub, entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_JSON_stays_one_whatever_is_in_it()
    {
        await using var services = new ServiceCollection().AddLogging(logging => logging.AddJsonLogs())
            .BuildServiceProvider();
        var formatter = services.GetServices<ConsoleFormatter>().Single(each => each.Name == "json");
        await using var output = new StringWriter();

        formatter.Write(new LogEntry<string>(
            LogLevel.Warning, Hostile, new(1, Hostile), Hostile, new InvalidOperationException(Hostile),
            (text, _) => text), null, output);

        var text = output.ToString();
        Assert.Equal(text.Length - 1, text.AsSpan().IndexOfAnyInRange('\0', '\x1f'));
        Assert.DoesNotContain(text, character => character > '~');
        Assert.Equal(Hostile, JsonElement.Parse(text).GetProperty("Message").GetString());
    }

    [Fact]
    public void A_flood_fills_no_log_and_hides_nobody()
    {
        var (time, logs) = (new FakeTimeProvider(), new CapturedLogs());
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var security = new SecurityLog(factory, services.GetRequiredService<IMeterFactory>(), time);
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "mastery.access.events"
                && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted += value);
        listener.Start();

        Flood(security, addresses: 1, each: 1000);
        Assert.Equal(10, logs.Entries.Count);
        security.TokenRefused("mis", "client_credentials", "secret_wrong", IPAddress.Loopback);
        Assert.Equal(11, logs.Entries.Count);
        Flood(security, addresses: 5000, each: 2);
        Assert.Equal(500, logs.Entries.Count(entry => entry.Event.Name == "TokenRefused"));
        security.TokenGiven("mis", "client_credentials", IPAddress.Loopback);
        Assert.Equal(501, logs.Entries.Count);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("10501 more events TokenRefused of the last minute were left out", logs.Entries.Last().Message);
        Assert.Equal(1000 + 1 + 10_000 + 1, counted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(502, logs.Entries.Count);
        Flood(security, addresses: 1, each: 1);
        Assert.Equal(503, logs.Entries.Count);
    }

    static void Flood(SecurityLog security, int addresses, int each)
    {
        for (var call = 0; call < addresses * each; call++)
        {
            security.TokenRefused(SecurityLog.Unknown, "client_credentials", "client_unknown",
                new IPAddress(1 + (call % addresses)));
        }
    }

    static async Task ListAsync(LibraryServiceClient client, string hub) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
            await client.ListShelvesAsync(new ListShelvesRequest { Parent = $"hubs/{hub}" }));

    LibraryServiceClient Client(Token token) =>
        library.Client<LibraryServiceClient>(token with { Client = _client });

    List<Testing.LogEntry> Entries =>
        [.. library.Service.Logs.Entries.Where(entry => entry.Category == SecurityLog.Category)];

    List<Testing.LogEntry> Mine => [.. Entries.Where(entry => entry.Message.Contains(_client))];

    (LogLevel, int, string?, string) Entry()
    {
        var entry = Assert.Single(Mine);
        return (entry.Level, entry.Event.Id, entry.Event.Name, entry.Message);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Mastery.Library.V1;
using Mastery.Testing;
using Mastery.Webhooks.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using WebhookClient = Mastery.Library.Webhooks.V1.LibraryWebhookService.LibraryWebhookServiceClient;

namespace Mastery.ServiceDefaults.Tests.Webhooks;

/// <summary>A library that sends its changes, with a receiver. Its own worker sleeps; the tests run workers when they
/// want to, each a replica of its own.</summary>
public sealed class WebhookFixture() : ServiceFixture<Library.LibraryService>("library")
{
    /// <summary>The client of the tests' tokens.</summary>
    public const string Client = "test-client";

    internal const string Shelf = "mastery.test/Shelf";

    internal Receiver Receiver { get; private set; } = null!;

    /// <summary>What clients may do; everything where nothing is said.</summary>
    internal ConcurrentDictionary<string, Func<ClientRights>> Rights { get; } = new();

    internal static ClientRights Everything(params string[] without) =>
        new(true, [.. LibraryFixture.Token("any", without).Scopes], ["*"], false);

    /// <summary>A client of webhooks.</summary>
    internal WebhookClient Webhooks(string hub, string client = Client, params string[] without) =>
        Client<WebhookClient>(LibraryFixture.Token(hub, without) with { Client = client });

    /// <summary>A webhook for changes of shelves, that the receiver gets at the path of the hub.</summary>
    internal async Task<Webhook> WebhookAsync(string hub, string? path = null, string client = Client) =>
        await Webhooks(hub, client).CreateWebhookAsync(new()
        {
            Parent = $"hubs/{hub}",
            Webhook = new() { Uri = Receiver.Address(path ?? hub), ResourceTypes = { Shelf } },
        });

    /// <summary>The webhook as it is now.</summary>
    internal async Task<Webhook> ReadAsync(Webhook webhook) =>
        await Webhooks(webhook.Name.Split('/')[1]).GetWebhookAsync(new() { Name = webhook.Name });

    /// <summary>What could not be delivered.</summary>
    internal async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Webhook webhook) =>
        (await Webhooks(webhook.Name.Split('/')[1]).ListDeadLettersAsync(new() { Name = webhook.Name })).DeadLetters;

    /// <summary>A new shelf.</summary>
    internal async Task<Shelf> ShelfAsync(string hub, string name, string note = "") =>
        await Client<LibraryService.LibraryServiceClient>(LibraryFixture.Token(hub)).CreateShelfAsync(
            new() { Parent = $"hubs/{hub}", Shelf = new() { DisplayName = name, Note = note } });

    /// <summary>A replica's worker.</summary>
    internal WebhookWorker Worker(TimeProvider time)
    {
        var services = Service.Services;
        var options = services.GetRequiredService<IOptions<WebhookOptions>>();
        var collection = services.GetRequiredService<WebhookCollection>();
        var queue = new WebhookQueue(services, collection);
        return new(queue, new(queue, new(services.GetRequiredService<IServiceScopeFactory>(),
            services.GetRequiredService<ContractRegistry>(), time),
            new(services.GetRequiredService<IClientRightsSource>(), time),
            services.GetRequiredService<WebhookSender>(), services.GetRequiredService<HubUnitOfWork>(),
            new(services.GetRequiredService<IMeterFactory>()), time, NullLogger<WebhookDelivery>.Instance),
            collection, options, time, NullLogger<WebhookWorker>.Instance);
    }

    /// <summary>Delivers all that is due at a time.</summary>
    internal async Task DeliverAsync(TimeProvider time)
    {
        using var worker = Worker(time);
        await worker.StartDueAsync(TestContext.Current.CancellationToken);
        await worker.IdleAsync();
    }

    /// <summary>Runs a statement as the owner, with the hub set.</summary>
    internal async Task<object?> RunAsync(string hub, string sql)
    {
        await using var connection = await Service.Database.OpenAsOwnerAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { DbSession.HubCommand(hub), new(sql) },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync() ? reader.GetValue(0) : null;
    }

    /// <summary>How many sessions of the service do something. Only an administrator sees it.</summary>
    internal async Task<long> OpenTransactionsAsync()
    {
        await using var connection = await Service.Database.OpenAsync(DatabaseRole.Administrator);
        await using var command = new NpgsqlCommand("""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'library' AND state <> 'idle'
            """, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    protected override async Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        Receiver = await Receiver.StartAsync();
        return await TestService.StartAsync<Library.LibraryService>("library", new Dictionary<string, string?>(settings)
        {
            ["Webhooks:Key"] = "a key of more than thirty-two characters",
            ["Webhooks:AllowLoopback"] = "true",
            ["Webhooks:PollInterval"] = "1.00:00:00",
        }, services => services.AddSingleton<IClientRightsSource>(new Source(Rights)));
    }

    sealed class Source(ConcurrentDictionary<string, Func<ClientRights>> rights) : IClientRightsSource
    {
        public Task<ClientRights> ReadAsync(string client, CancellationToken cancellation) =>
            Task.FromResult(rights.TryGetValue(client, out var said) ? said() : Everything());
    }
}

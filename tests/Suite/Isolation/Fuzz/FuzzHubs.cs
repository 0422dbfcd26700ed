using Grpc.Core.Interceptors;
using Mastery.Contracts;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Two hubs, one of them with two schools of two trusts. What is of one school, and of its hub by that school,
/// has a word of its own in every text.</summary>
public sealed class FuzzHubs(RunningSuite suite) : IAsyncLifetime
{
    /// <summary>The hub with two schools.</summary>
    public const string One = "fuzz-one";

    /// <summary>The hub with one.</summary>
    public const string Other = "fuzz-other";

    /// <summary>The marked data, and how answers are judged by it.</summary>
    internal IReadOnlyList<FuzzSeed> Seeds { get; private set; } = [];

    /// <summary>What was learnt of it.</summary>
    internal Harvest Harvest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var seeds = new List<FuzzSeed>
        {
            await CreateAsync("Zqkaazq", One, 980201, "trusts/98201", first: true),
            await CreateAsync("Zqkabzq", One, 980202, "trusts/98202", first: false),
            await CreateAsync("Zqkbazq", Other, 980203, "trusts/98203", first: true),
        };
        // What a hub has once is of no school.
        var shared = seeds.SelectMany(seed => seed.Ids).CountBy(id => id).Where(count => count.Value > 1)
            .Select(count => count.Key).ToHashSet();
        Seeds =
        [
            .. seeds.Select(seed => seed with { Ids = [.. seed.Ids.Where(id => !shared.Contains(id))] }),
        ];
        Harvest = await Harvest.OfAsync(suite, Seeds);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task<FuzzSeed> CreateAsync(string word, string hub, int urn, string trust, bool first)
    {
        var @operator = suite.As(RunningSuite.Operator);
        var client = $"{hub}-seed";
        if (first)
        {
            await @operator.Schools.CreateHubAsync(new() { HubId = hub, Hub = new() { DisplayName = $"Hub {hub}" } });
            await @operator.Access.CreateApiClientAsync(new()
            {
                ApiClientId = client,
                ApiClient = new()
                {
                    DisplayName = $"Client {word}",
                    Scopes = { ContractScopes.All },
                    Hubs = { $"hubs/{hub}" },
                },
            });
        }

        var canary = new Canary(word, FuzzSeed.WordOf(hub));
        var invoker = suite.Invoker(suite.Tokens.Sign(Token.Of(hub) with { Client = client })).Intercept(canary);
        var seed = await HubSeed.CreateAsync(suite, hub, client, new(invoker), urn, trust, trn: $"{urn}7");
        return new(word, hub, $"{urn}", trust.Split('/')[1], seed, [.. seed.Names
            .Select(name => name.Split('/')[^1]).Where(id => Guid.TryParse(id, out _))]);
    }
}

/// <summary>What is of one school, and marked.</summary>
/// <param name="Word">In every text.</param>
/// <param name="Hub">The id of its hub.</param>
/// <param name="School">The URN of its school.</param>
/// <param name="Trust">The id of its trust.</param>
/// <param name="Data">The resources.</param>
/// <param name="Ids">The ids that are of it alone.</param>
sealed record FuzzSeed(string Word, string Hub, string School, string Trust, HubSeed Data,
    IReadOnlyList<string> Ids)
{
    /// <summary>In every text of what is of the hub as a whole.</summary>
    public string HubWord => WordOf(Hub);

    /// <summary>The types of which there is a resource whose name is of no other type.</summary>
    public IReadOnlyList<string> Types { get; } =
        [.. Data.Types.Where(type => ResourceTypes.Find(type) is { Patterns.Count: 1 })];

    /// <summary>The word of a hub.</summary>
    public static string WordOf(string hub) => hub == FuzzHubs.One ? "Zqkxonezq" : "Zqkxotherzq";
}

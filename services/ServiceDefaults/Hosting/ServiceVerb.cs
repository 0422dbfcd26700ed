using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.ServiceDefaults;

/// <summary>What a service's program can be told to do.</summary>
/// <param name="Name">The word on the command line.</param>
/// <param name="Description">What it does, for <c>--help</c>.</param>
/// <param name="RunAsync">Does it, and gives the exit code.</param>
public sealed record ServiceVerb(string Name, string Description, Func<WebApplication, Task<int>> RunAsync)
{
    internal const string Run = "run";

    /// <summary>The verbs that every service has.</summary>
    internal static IEnumerable<ServiceVerb> OfEveryService(Func<WebApplication, int> migrate) =>
    [
        new(Run, "Serves calls; also without any verb.", Startup.RunAsync),
        new("migrate", "Brings the database up to date, as ConnectionStrings:Owner, and ends.",
            app => Task.FromResult(migrate(app))),
        new("list-erasures", "Writes the erasures of the change log to standard output.", async app =>
        {
            await app.Services.GetRequiredService<ErasureList>().WriteAsync(Console.Out, CancellationToken.None);
            return 0;
        }),
        new("repeat-erasures", "Reads such a list from standard input and erases again, after a restore.", async app =>
        {
            await app.Services.GetRequiredService<ErasureList>().RepeatAsync(Console.In, CancellationToken.None);
            return 0;
        }),
        new("verify-changes", "Verifies every change log, and writes its last revision and hash: a line for each.",
            app => AuditAsync(app, TextReader.Null)),
        new("compare-changes", "Does the same, with such lines of an earlier day on standard input.",
            app => AuditAsync(app, Console.In)),
        new("new-epoch", "Ends the feeds of before a restore, as ConnectionStrings:Owner.", async app =>
        {
            var owner = app.Configuration.GetConnectionString("Owner");
            if (owner is null)
            {
                await Console.Error.WriteLineAsync(
                    "ConnectionStrings:Owner is not set: it names the role that owns the schema.");
                return 1;
            }

            var logs = await FeedEpoch.RenewAsync(owner, CancellationToken.None);
            await Console.Out.WriteLineAsync($"The feeds of {logs} logs start over: their readers list again.");
            return 0;
        }),
    ];

    static async Task<int> AuditAsync(WebApplication app, TextReader noted) =>
        await app.Services.GetRequiredService<ChangeLogAudit>().VerifyAsync(
            noted, Console.Out, Console.Error, CancellationToken.None) ? 0 : 1;

    /// <summary>What <c>--help</c> prints.</summary>
    internal static string Help(string program, IReadOnlyList<ServiceVerb> verbs) => $"""
        Usage: {program} [VERB] [--Setting:Name=value ...]

        {string.Join('\n', verbs.Select(verb => $"  {verb.Name,-18}{verb.Description}"))}

        Settings are arguments, environment variables (Setting__Name) or lines of appsettings.json. The table in
        deploy/README.md says what each holds.
        """;
}

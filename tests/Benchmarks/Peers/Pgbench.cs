using System.Globalization;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Npgsql;

namespace Mastery.Benchmarks.Peers;

/// <summary>PostgreSQL's own load client, with as many connections as our clients have calls in flight.</summary>
sealed class Pgbench(string program, BenchSuite suite)
{
    /// <summary>That of the suite's PostgreSQL, or null where it lacks one.</summary>
    public static Pgbench? Of(BenchSuite suite) =>
        suite.Postgres.Program("pgbench") is { } program ? new(program, suite) : null;

    /// <summary>An arm that runs a script, a transaction a call.</summary>
    /// <param name="as">The role that runs it.</param>
    /// <param name="script">SQL, with <c>:hub</c> and <c>:id</c>.</param>
    /// <param name="subject">The department's name, or a hub's.</param>
    /// <param name="calls">How many transactions.</param>
    public Arm Arm(NpgsqlConnectionStringBuilder @as, string script, string subject, int calls)
    {
        var file = Path.Combine(suite.Scratch, $"{Guid.NewGuid():N}.sql");
        File.WriteAllText(file, script);
        var each = suite.Options.Scale(calls) / LoadSpec.Concurrency;
        string[] arguments =
        [
            "--no-vacuum", "--protocol=prepared", $"--client={Number(LoadSpec.Concurrency)}", "--jobs=1",
            $"--transactions={Number(each)}", $"--file={file}", .. Variables(subject),
        ];
        return new(
            each * LoadSpec.Concurrency,
            () => ShortProgram.RunAsync(program, arguments, PostgresFacts.Environment(@as)),
            Part.Ending("pgbench"), suite.PostgresPart);
    }

    static IEnumerable<string> Variables(string subject) =>
        subject.Split('/') is [_, var hub, _, var id]
            ? [$"--define=hub={hub}", $"--define=id={id}"]
            : [$"--define=hub={subject.Split('/')[1]}"];

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Mastery.Cli.Commands;
using Mastery.Cli.Lists;
using Mastery.DevelopmentPlans.V1;
using Spectre.Console;

namespace Mastery.Cli.Plans;

/// <summary>Whom a plan's programme reaches, as a head of department reads it.</summary>
static class CoverageTable
{
    public static void Write(Terminal terminal, Plan plan, PlanCoverage coverage)
    {
        var names = coverage.People.ToDictionary(person => person.Participant, person => person.DisplayName);
        var reached = Reached(coverage.ReachedCount, coverage.People.Count);
        terminal.Out.WriteLine($"{plan.Title}: by {England.Day(coverage.AsOfDate)}, {reached}");
        if (coverage.People.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine("");
        ListTable.Write(
            terminal,
            [
                new("who", 14), new("planned", 7), new("delivered", 9), new("attended", 8),
                new("reached", 7),
            ],
            [
                .. coverage.People.Select(person => new[]
                {
                    person.DisplayName, Of(person.Planned), Of(person.Delivered), Of(person.Attended),
                    person.Reached ? "yes" : "not yet",
                }),
            ]);
        WriteGuests(terminal, coverage);
        foreach (var aim in coverage.Aims)
        {
            terminal.Out.WriteLine("");
            terminal.Out.WriteLine($"Aim: {aim.Statement}");
            var missing = aim.Unreached.Count == 0
                ? ""
                : $" Not yet: {string.Join(", ", aim.Unreached.Select(person => names[person]))}.";
            terminal.Out.WriteLine($"  {Sentence(Reached(aim.ReachedCount, aim.People.Count))}{missing}");
        }
    }

    /// <summary>Who leads for others, or comes along, has attended more than was delivered to them.</summary>
    static void WriteGuests(Terminal terminal, PlanCoverage coverage)
    {
        string[] guests =
        [
            .. coverage.People.Where(person => person.Attended.ActivityCount > person.Delivered.ActivityCount)
                .Select(person => person.DisplayName),
        ];
        if (guests.Length > 0)
        {
            terminal.Out.WriteLine("");
            terminal.Out.WriteLine("More attended than delivered: also came to activities that were for others, for "
                + $"example to lead them: {string.Join(", ", guests)}.");
        }
    }

    static string Reached(int reached, int all) => all switch
    {
        0 => "nobody was expected in the department",
        _ when reached == all => all == 1 ? "the one person of the department has been reached"
            : $"all {all} people of the department have been reached",
        _ => $"{reached} of {all} people of the department {(reached == 1 ? "has" : "have")} been reached",
    };

    static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    static string Of(PlanCoverage.Types.Tally tally) => tally.Hours > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{tally.ActivityCount} ({tally.Hours:0.##} h)")
        : $"{tally.ActivityCount}";
}

using Mastery.Cli.Journey;
using Mastery.Participants.V1;
using Spectre.Console;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Cli.Importing;

/// <summary>Shows an import of past participations to people.</summary>
static class ParticipationReport
{
    public static void Write(IAnsiConsole console, ParticipationImport import)
    {
        var applied = import.State == ParticipationImport.Types.State.Applied;
        console.MarkupLineInterpolated($"[bold]{import.FileName}[/]  {import.Name}");
        Count(applied ? "recorded" : "to record", import.CreateCount);
        Count(applied ? "departments made" : "departments to make", import.NewDepartmentCount);
        Count("known already", import.KnownCount);
        Count("to decide", import.UndecidedCount);
        Count("left out", import.RejectedCount);
        foreach (var effect in import.Effects.Where(effect => effect.Kind != Kind.Unchanged))
        {
            console.MarkupLineInterpolated(
                $"  line {effect.Record.Line,-5} {effect.Kind.Words(),-15} {effect.Explanation}");
            Candidates(console, effect);
        }

        console.WriteLine(applied ? "It is recorded."
            : import.UndecidedCount > 0
                ? $"Nothing is recorded yet. Decide: mastery participations decide {import.Name} --line LINE …"
                : $"Nothing is recorded yet. Record it: mastery participations apply {import.Name}");

        void Count(string label, int count) => console.MarkupLineInterpolated($"  {label,-20} {count,6:N0}");
    }

    static void Candidates(IAnsiConsole console, Effect effect)
    {
        foreach (var doubt in effect.Doubts)
        {
            foreach (var candidate in doubt.Candidates)
            {
                console.MarkupLineInterpolated(
                    $"               --{Option(doubt.Field)} {Value(candidate.Value)}  {candidate.DisplayName}");
            }
        }
    }

    static string Option(string field) => field == "academic_year" ? "year" : field;

    /// <summary>A value as the option takes it: the URN of a school, the name of an enum's value.</summary>
    static string Value(string value) => value.Any(char.IsAsciiDigit)
        ? value.Replace("schools/", "", StringComparison.Ordinal)
        : value.ToLowerInvariant();
}

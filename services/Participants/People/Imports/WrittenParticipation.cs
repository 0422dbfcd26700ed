using System.Globalization;
using System.Text.RegularExpressions;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;
using Candidate = Mastery.Participants.V1.ParticipationImport.Types.Candidate;
using Effect = Mastery.Participants.V1.ParticipationImport.Types.Effect;
using Kind = Mastery.Participants.V1.ParticipationImport.Types.Kind;

namespace Mastery.Participants;

/// <summary>Reads subject, code, year and stage of a row as people write them, with what a person has decided on them.
/// Needs nothing but the row.</summary>
static partial class WrittenParticipation
{
    static readonly Stage[] National = [Stage.Development, Stage.Embedding, Stage.Sustaining];

    public static void Read(Effect effect, DateOnly today)
    {
        ReadSubject(effect);
        var code = ReadCode(effect);
        ReadYear(effect, code.Year, today);
        ReadStage(effect, code.Stage);
    }

    /// <summary>Says that a row cannot be recorded, unless an earlier fault was found.</summary>
    public static void Reject(Effect effect, string field, string reason)
    {
        if (effect.Kind != Kind.Rejected)
        {
            (effect.Kind, effect.Field, effect.Explanation) = (Kind.Rejected, field, reason);
        }
    }

    public static void AskFor(Effect effect, string field, string explanation, IEnumerable<Candidate> candidates) =>
        effect.Doubts.Add(new V1.ParticipationImport.Types.Doubt
        {
            Field = field,
            Explanation = explanation,
            Candidates = { candidates },
        });

    static void ReadSubject(Effect effect)
    {
        var written = effect.Record.Subject;
        effect.Subject = effect.Decision?.Subject is { } decided and not Subject.Unspecified ? decided
            : written.Length == 0 || Begins(written, "math") ? Subject.Mathematics
            : Begins(written, "sci") ? Subject.Science
            : default;
        if (effect.Subject == default)
        {
            AskFor(effect, "subject", $"“{written}” is no subject of the programme.",
                new[] { Subject.Mathematics, Subject.Science }.Select(subject => Of(subject, Wording.Of(subject))));
        }
    }

    /// <summary>Reads the code. Answers the year and the stage that it says.</summary>
    static (AcademicYear? Year, Stage? Stage) ReadCode(Effect effect)
    {
        var written = effect.Decision is { Code: { Length: > 0 } decided } ? decided : effect.Record.Code;
        if (written.Length == 0 || effect.Decision is { WithoutCode: true })
        {
            return default;
        }

        if (IsLocal(effect, written))
        {
            return ReadLocalCode(effect, written);
        }

        if (WrittenCode.Parse(written) is { Letters.Length: <= 1 } code)
        {
            effect.Code = $"{code.Project}{code.Letters}";
            return (code.Project.AcademicYear, StageOf(code.Project));
        }

        var inside = CodeInside().Match(written);
        AskFor(effect, "code",
            $"“{written}” is not written like a code of the programme. Choose the code, or leave it out.",
            inside.Success
                ? [Of(
                    $"{ProjectCode.Of(inside.Groups[1].ValueSpan, inside.Groups[2].ValueSpan)}", "what it looks like")]
                : []);
        return default;
    }

    static (AcademicYear? Year, Stage? Stage) ReadLocalCode(Effect effect, string written)
    {
        if (WrittenCode.Parse(written) is null
            && WrittenLocalCode.Parse(written).FirstOrDefault(one => one.Letters.Length <= 1) is { } code)
        {
            effect.Code = $"{code}";
            return (code.Project.AcademicYear, Stage.Local);
        }

        AskFor(effect, "code",
            $"“{written}” is not written like the code of a local project, for example YH-ORACY. Choose the code, or "
                + "leave it out.", []);
        return default;
    }

    static void ReadYear(Effect effect, AcademicYear? ofCode, DateOnly today)
    {
        var decided = effect.Decision?.AcademicYear ?? "";
        var written = decided.Length > 0 ? decided : effect.Record.Year;
        var years = WrittenYear.Read(written);
        if (written.Length == 0)
        {
            years = ofCode is { } coded ? [coded] : [];
        }
        else if (ofCode is { } coded && years.Count > 1 && years.Contains(coded))
        {
            years = [coded];
        }

        switch (years)
        {
            case [var year] when ofCode is { } other && other != year:
                AskFor(effect, "academic_year", $"The row says {Words(year)}, and {effect.Code} is of {Words(other)}. "
                    + "Choose the year of the code, or leave the code out.", [Of(other)]);
                break;
            case [var year] when year.Start > today:
                Reject(effect, "year", $"{Words(year)} has not begun.");
                break;
            case [var year]:
                effect.AcademicYear = $"{year}";
                break;
            case [] when written.Length == 0 && effect.Doubts.Count == 0:
                Reject(effect, "year", "The row says neither a year nor a code.");
                break;
            case [] when written.Length == 0:
                break;
            default:
                AskFor(effect, "academic_year", years.Count > 1
                    ? $"“{written}” may be {Wording.Or(years.Select(Words))}."
                    : $"“{written}” is no academic year, which is written like 2022/23.",
                    years.Count > 0 ? years.Select(Of) : ofCode is { } likely ? [Of(likely)] : []);
                break;
        }
    }

    static void ReadStage(Effect effect, Stage? ofCode)
    {
        var written = effect.Record.Stage;
        var said = Begins(written, "dev") ? Stage.Development
            : Begins(written, "emb") ? Stage.Embedding
            : Begins(written, "sus") ? Stage.Sustaining
            : Begins(written, "local") ? Stage.Local
            : default;
        if (effect.Decision?.Stage is { } decided and not Stage.Unspecified)
        {
            effect.Stage = decided;
        }
        else if (written.Length == 0 && ofCode is { } coded)
        {
            effect.Stage = coded;
        }
        else if (said == default)
        {
            AskFor(effect, "stage", written.Length == 0
                ? "The row does not say the stage, and neither does its code."
                : $"“{written}” is no stage of the programme.", National.Select(Of));
        }
        else if (ofCode is { } other && other != said)
        {
            AskFor(effect, "stage",
                $"The row says {Wording.Of(said)}, and {effect.Code} is a code of {Wording.Of(other)}.",
                [Of(other), Of(said)]);
        }
        else
        {
            effect.Stage = said;
        }
    }

    /// <summary>The stage of the national codes: NCP22-12 is Development, -13 Embedding, -14 Sustaining.</summary>
    static Stage? StageOf(ProjectCode code) => code.Number switch
    {
        12 => Stage.Development,
        13 => Stage.Embedding,
        14 => Stage.Sustaining,
        _ => null,
    };

    /// <summary>Whether the row is of a hub's own project, whose code is not the programme's: it says so, or it has a
    /// code that only such a project has.</summary>
    static bool IsLocal(Effect effect, string code) => effect.Decision?.Stage is { } decided and not Stage.Unspecified
        ? decided == Stage.Local
        : Begins(effect.Record.Stage, "local") || (effect.Record.Stage.Length == 0
            && LooksLocal().IsMatch(code) && WrittenLocalCode.Parse(code).Count > 0);

    static bool Begins(string written, string word) =>
        written.Trim().StartsWith(word, true, CultureInfo.InvariantCulture);

    static string Words(AcademicYear year) => AcademicYear.Slashed($"{year}");

    static Candidate Of(AcademicYear year) => Of($"{year}", Words(year));

    static Candidate Of(Stage stage) => Of(stage, Wording.Of(stage));

    static Candidate Of<T>(T value, string words) where T : struct, Enum => Of(Enums.Text(value), words);

    static Candidate Of(string value, string words) => new() { Value = value, DisplayName = words };

    // YH-ORACY, but not TfM-Dev or "TfM Sustaining.", which mean the programme's own projects.
    [GeneratedRegex(@"^\W*[a-z]{2,5}\s*[\p{Pd}\u2212]\s*(?!dev|emb|sus)[a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLocal();

    [GeneratedRegex("([0-9]{2})[^0-9]{0,3}([0-9]{2})(?![0-9])")]
    private static partial Regex CodeInside();
}

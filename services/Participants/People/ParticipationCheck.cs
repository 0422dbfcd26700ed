using System.Text.RegularExpressions;
using Mastery.Common.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Checks what is recorded of earlier years when it is written, because every hub's eligibility reads
/// it.</summary>
public sealed partial class ParticipationCheck(SuccessionStore successions, TimeProvider clock)
{
    /// <summary>The participation with its code in the programme's form (<c>NCP22-12</c> for "ncp 22 - 12").</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT for a code that is none or is of another year, for a year that has
    /// not begun, and for a school from which the department's school did not come.</exception>
    public async Task<PastParticipation> RequireTrueAsync(PastParticipation participation, string departmentSchool)
    {
        var checkedCode = participation with { Code = Code(participation) };
        if (string.CompareOrdinal(participation.AcademicYear, CurrentYear()) > 0)
        {
            throw ApiError.Invalid("past_participation.academic_year",
                $"is {Wording.Year(participation.AcademicYear)}, which has not begun: a participation is recorded when "
                    + "its year has");
        }

        return participation.School == departmentSchool || await IsAncestorAsync(participation.School, departmentSchool)
            ? checkedCode
            : throw ApiError.Invalid("past_participation.school",
                $"is not a school that the department's school ('schools/{departmentSchool}') came from: leave it out, "
                    + "or have the succession recorded in the school directory first");
    }

    static string Code(PastParticipation participation)
    {
        if (participation.Code.Length == 0 || participation.Stage == Stage.Local)
        {
            return participation.Code;
        }

        var code = ProgrammeCode().Match(participation.Code);
        if (!code.Success)
        {
            throw ApiError.Invalid("past_participation.code",
                "is no code of the programme: write it like NCP22-12, or leave it out");
        }

        var year = code.Groups["year"].Value;
        return participation.AcademicYear[2..4] == year
            ? $"NCP{year}-{code.Groups["number"].Value}{code.Groups["letter"].Value.ToLowerInvariant()}"
            : throw ApiError.Invalid("past_participation.code",
                $"is of the year that begins in 20{year}, and the academic year is "
                    + $"{Wording.Year(participation.AcademicYear)}: one of the two is wrong");
    }

    /// <summary>Academic years begin on 1 September, England's day.</summary>
    string CurrentYear()
    {
        var today = EnglandTime.Today(clock);
        var first = today.Month >= 9 ? today.Year : today.Year - 1;
        return $"{first}-{(first + 1) % 100:00}";
    }

    async Task<bool> IsAncestorAsync(string urn, string of) =>
        (await successions.AncestorsAsync(of)).Any(ancestor => ancestor.Urn == urn);

    [GeneratedRegex(
        @"^\s*(NCP)?\s*(?<year>\d\d)\s*-\s*(?<number>\d\d)\s*(?<letter>[a-z]?)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProgrammeCode();
}

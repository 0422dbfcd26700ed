using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Checks what is recorded of earlier years when it is written, because every hub's eligibility reads
/// it.</summary>
public sealed class ParticipationCheck(SuccessionStore successions, TimeProvider clock)
{
    /// <summary>The participation with its code in the canonical form: <c>NCP22-12</c> for "ncp 22 - 12", and of a
    /// hub's local project <c>YH-ORACY</c> for "yh oracy".</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT for a code that is none or is of another year, for a year that has
    /// not begun, and for a school from which the department's school did not come.</exception>
    public async Task<PastParticipation> RequireValidAsync(PastParticipation participation, string departmentSchool)
    {
        var checkedCode = participation with { Code = Code(participation) };
        if (AcademicYear.Parse(participation.AcademicYear).Start > EnglandTime.Today(clock))
        {
            throw ApiError.Invalid("past_participation.academic_year",
                $"is {AcademicYear.Slashed(participation.AcademicYear)}, which has not begun: a participation is "
                    + "recorded when its year has");
        }

        return participation.School == departmentSchool || await IsAncestorAsync(participation.School, departmentSchool)
            ? checkedCode
            : throw ApiError.Invalid("past_participation.school",
                $"is not a school that the department's school ('schools/{departmentSchool}') came from: leave it out, "
                    + "or have the succession recorded in the school directory first");
    }

    static string Code(PastParticipation participation)
    {
        if (participation.Code.Length == 0)
        {
            return "";
        }

        if (participation.Stage == Stage.Local)
        {
            return Local(participation);
        }

        if (WrittenCode.Parse(participation.Code) is not { Letters.Length: <= 1 } code)
        {
            throw ApiError.Invalid("past_participation.code",
                "is no code of the programme: write it like NCP22-12, or leave it out");
        }

        var year = code.Project.AcademicYear.ToString();
        return year == participation.AcademicYear
            ? $"{code.Project}{code.Letters}"
            : throw ApiError.Invalid("past_participation.code",
                $"is of {AcademicYear.Slashed(year)}, and the academic year is "
                    + $"{AcademicYear.Slashed(participation.AcademicYear)}: one of the two is wrong");
    }

    static string Local(PastParticipation participation)
    {
        if (WrittenCode.Parse(participation.Code) is not null)
        {
            throw ApiError.Invalid("past_participation.code",
                "is a code of the programme, and the stage is that of a hub's local project: one of the two is wrong");
        }

        var code = WrittenLocalCode.Parse(participation.Code).FirstOrDefault(one => one.Letters.Length <= 1)
            ?? throw ApiError.Invalid("past_participation.code",
                "is no code of a local project: write it like YH-ORACY, or leave it out");
        return code.Project.AcademicYear is { } year && $"{year}" != participation.AcademicYear
            ? throw ApiError.Invalid("past_participation.code",
                $"is of {AcademicYear.Slashed($"{year}")}, and the academic year is "
                    + $"{AcademicYear.Slashed(participation.AcademicYear)}: one of the two is wrong")
            : $"{code}";
    }

    async Task<bool> IsAncestorAsync(string urn, string of) =>
        (await successions.AncestorsAsync(of)).Any(ancestor => ancestor.Urn == urn);
}

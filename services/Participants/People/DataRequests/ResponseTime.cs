using PublicHoliday;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;

namespace Mastery.Participants;

/// <summary>Until when a request about somebody's data has to be answered: UK GDPR, Article 12A, as the Information
/// Commissioner reads it. School holidays do not count for anything.</summary>
static class ResponseTime
{
    const int ExtendedMonths = 3;

    /// <summary>The last day.</summary>
    /// <param name="received">The day on which the request came.</param>
    /// <param name="pauses">The pauses, which have all ended.</param>
    /// <param name="extended">Whether it takes two months more.</param>
    public static DateOnly Due(DateOnly received, IReadOnlyList<RequestPause> pauses, bool extended)
    {
        var start = pauses.Where(pause => pause.Kind == PauseKind.Identity).Select(pause => pause.EndDate!.Value)
            .Append(received).Max();
        var month = start.AddMonths(extended ? ExtendedMonths : 1);
        return WorkingDay(month.AddDays(pauses.SelectMany(Waited).Distinct().Count(day => day >= start)));
    }

    /// <summary>The days that do not count: both that of the question and that of the answer are among them.</summary>
    static IEnumerable<DateOnly> Waited(RequestPause pause) => pause.Kind == PauseKind.Identity ? []
        : Enumerable.Range(0, pause.EndDate!.Value.DayNumber - pause.StartDate.DayNumber + 1)
            .Select(pause.StartDate.AddDays);

    /// <summary>The day, or the next one that is neither at a weekend nor a bank holiday in England.</summary>
    static DateOnly WorkingDay(DateOnly day) =>
        DateOnly.FromDateTime(new UKBankHoliday().NextWorkingDay(day.ToDateTime(TimeOnly.MinValue)));
}

using Mastery.Cli.Bulk;
using Mastery.DevelopmentPlans.V1;

namespace Mastery.Cli.Terms;

/// <summary>Term dates in a file with the columns <c>name</c>, <c>first day</c> and <c>last day</c>: the terms in
/// order, and after each the days off within it.</summary>
static class TermDatesSheet
{
    const string Name = "name";
    const string First = "first_day";
    const string Last = "last_day";

    public static IEnumerable<TermDates.Types.Term> Read(string path)
    {
        List<TermDates.Types.Term> terms = [];
        foreach (var row in Sheet.Read(path, [Name], [First], [Last]).Rows)
        {
            try
            {
                Add(terms, row);
            }
            catch (RowRefusedException refusal)
            {
                throw new RowRefusedException($"line {row.Line}: {refusal.Message}");
            }
        }

        return terms;
    }

    /// <summary>A row whose days lie within the term before it is a break of that term.</summary>
    static void Add(List<TermDates.Types.Term> terms, SheetRow row)
    {
        row.RequireWhole();
        var (name, start) = (row.Needed(Name), Day(row, First));
        var end = row.Day(Last) is { Length: > 0 } last ? last : start;
        if (terms is [.., var term] && string.CompareOrdinal(start, term.StartDate) >= 0
            && string.CompareOrdinal(end, term.EndDate) <= 0)
        {
            term.Breaks.Add(new TermDates.Types.Break { DisplayName = name, StartDate = start, EndDate = end });
            return;
        }

        terms.Add(new() { DisplayName = name, StartDate = start, EndDate = end });
    }

    static string Day(SheetRow row, string column)
    {
        row.Needed(column);
        return row.Day(column);
    }
}

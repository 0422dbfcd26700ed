using System.Runtime.CompilerServices;

namespace Mastery.Mis.Records;

/// <summary>Puts what a source says into the order that <see cref="IStaffSource"/> promises.</summary>
static class StaffFeed
{
    /// <summary>The feed of what is read from files.</summary>
    /// <param name="readings">The start and the people.</param>
    /// <param name="report">Takes the rest while they are read.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async IAsyncEnumerable<StaffReading> OfAsync(
        IAsyncEnumerable<StaffReading> readings,
        SourceReport report,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var records = 0;
        await foreach (var reading in readings.WithCancellation(cancellation))
        {
            // The start comes before the first problem.
            foreach (var problem in reading is StaffRead ? report.Drain() : [])
            {
                yield return problem;
            }

            records += reading is StaffRead ? 1 : 0;
            yield return reading;
        }

        foreach (var problem in report.Drain().Concat(report.Rest is { } rest ? [rest] : []))
        {
            yield return problem;
        }

        yield return report.End(records);
    }
}

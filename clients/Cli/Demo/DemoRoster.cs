using Mastery.Cli.Connection;
using Mastery.Cli.Rosters;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>The staff of the demo year's trust, as its MIS has them for the year after: two who join, one who may be
/// somebody on record, and one who teaches another subject.</summary>
static class DemoRoster
{
    /// <summary>Plans and applies it.</summary>
    public static async Task SyncAsync(DemoContext context)
    {
        var planned = await context.Hub.Rosters.BatchPlanRosterSyncAsync(new BatchPlanRosterSyncRequest
        {
            Header = new()
            {
                Source = "trusts/19900",
                System = "arbor",
                Mode = RosterMode.Delta,
                EffectiveDate = "2025-09-01",
            },
            Records =
            {
                Staff("4101", "Rowan", "Ackroyd", "990012", "Mathematics", "Teacher of mathematics"),
                Staff("4102", "Leila", "Marsden", "990007", "Maths", "Key Stage 3 lead for mathematics"),
                Staff("4103", "Lucy", "Farrar", "990012", "Mathematics", "Teacher of mathematics"),
                Staff("4104", "Hamish", "Dent", "990007", "Geography", "Teacher of geography"),
            },
        }.WithRequestId(), context.Call);
        var applied = await context.Hub.Rosters.ApplyRosterSyncAsync(
            new ApplyRosterSyncRequest { Name = planned.Name }.WithRequestId(), context.Call);
        context.Report($"the staff list of a trust, {RosterWords.Short(applied.Counts)}: "
            + $"mastery roster status {applied.Name}");
    }

    static StaffRecord Staff(
        string id, string givenName, string familyName, string urn, string subject, string title) => new()
        {
            Id = id,
            GivenName = givenName,
            FamilyName = familyName,
            Posts =
            {
                new StaffRecord.Types.Post
                {
                    SchoolNumber = urn,
                    Subject = subject,
                    JobTitle = title,
                    StartDate = "2025-09-01",
                },
            },
            Origin = new() { File = "staff.csv" },
        };
}

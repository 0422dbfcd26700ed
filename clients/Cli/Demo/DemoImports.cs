using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Demo;

/// <summary>A list of who took part, as it came to the hub: planned, with rows for a person to decide on.</summary>
static class DemoImports
{
    /// <summary>Plans it; it is not applied.</summary>
    public static async Task PlanAsync(DemoContext context)
    {
        var plan = await context.Hub.People.PlanParticipationImportAsync(new PlanParticipationImportRequest
        {
            Parent = context.HubName,
            FileName = "Work Groups 2022-23.csv",
            Records =
            {
                Row(2, "990002", "", "NCP 21-12", "2021/22", "Helen Sykes"),
                Row(3, "", "Trentside School", "ncp22-12", "22/23", "Robert Blyth; Anjali Rao"),
                Row(4, "990006", "", "22.12 Dev", "2022/23", "holly.naylor@school990006.example.org"),
                Row(5, "990010", "", "NCP22-12", "2021/22", ""),
                Row(6, "990099", "Old Mill School", "NCP22-12", "", ""),
            },
        }.WithRequestId(), context.Call);
        context.Report($"a list of {plan.Effects.Count} past participations that waits for decisions: "
            + $"mastery participations show {plan.Name}");
    }

    static ParticipationRecord Row(int line, string urn, string school, string code, string year, string people) =>
        new()
        {
            Line = line,
            SchoolNumber = urn,
            SchoolName = school,
            Code = code,
            Year = year,
            Advocates = people,
        };
}

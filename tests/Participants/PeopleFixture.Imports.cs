namespace Mastery.Participants.Tests;

/// <summary>Lists of past participations.</summary>
public partial class PeopleFixture
{
    /// <summary>A row that says that a school took part in Development in 2022/23, unless changed.</summary>
    public static V1.ParticipationRecord Row(string school, Action<V1.ParticipationRecord>? change = null)
    {
        var row = new V1.ParticipationRecord { SchoolNumber = Urn(school), Code = "ncp 22 - 12" };
        change?.Invoke(row);
        return row;
    }

    public async Task<V1.ParticipationImport> PlanAsync(params V1.ParticipationRecord[] rows) =>
        await People.PlanParticipationImportAsync(
            new() { Parent = Hub, FileName = "List.csv", Records = { rows } });
}

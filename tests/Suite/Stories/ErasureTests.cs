using Google.Protobuf;
using Mastery.Changes.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Stories;

/// <summary>Somebody who took part in everything asks to be erased.</summary>
public sealed class ErasureTests(RunningSuite suite)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_nothing_of_the_person_in_any_service_and_every_total_as_it_was()
    {
        var life = await ErasedLife.LiveAsync(suite);
        Assert.Equal([], life.Words.Except((await FindAsync(life)).Select(found => found.Split(": ")[1])));
        var totals = await TotalsAsync(life);

        var request = new EraseParticipantRequest { Name = life.Person, Reason = "Asked for by e-mail" };
        var erased = await life.Api.People.EraseParticipantAsync(request, cancellationToken: Stop);
        var again = await life.Api.People.EraseParticipantAsync(request, cancellationToken: Stop);

        Assert.Equal(Participant.Types.State.Erased, erased.Participant.State);
        Assert.Empty(again.PendingServices);
        Assert.Contains(life.Application, again.Unattributed.Select(text => text.Resource));
        Assert.Equal([], await FindAsync(life));
        Assert.Equal(totals, await TotalsAsync(life));
        Assert.All(await AnswersAsync(life), answer => Assert.All(
            life.Words, word => Assert.DoesNotContain(word, answer, StringComparison.OrdinalIgnoreCase)));
    }

    static async Task<AttendanceSummary> TotalsAsync(ErasedLife life) =>
        await life.Api.WorkGroups.SummarizeAttendanceAsync(new() { Name = life.Group }, cancellationToken: Stop);

    /// <summary>Where words are, in every column of every table of every service.</summary>
    async Task<IReadOnlyList<string>> FindAsync(ErasedLife life)
    {
        List<string> found = [];
        foreach (var service in Databases.Services)
        {
            await using var connection = await suite.Databases.OpenAsync(service, DatabaseRole.Administrator);
            found.AddRange(await ColumnSearch.FindAsync(connection, life.Words));
        }

        return found;
    }

    /// <summary>What every read answers that may have the person.</summary>
    static async Task<IReadOnlyList<string>> AnswersAsync(ErasedLife life)
    {
        var (api, hub) = (life.Api, ErasedLife.Hub);
        var changes = new ListChangesRequest { Parent = hub, PageSize = 1000, OrderBy = "revision desc" };
        IMessage[] answers =
        [
            await api.People.ExportParticipantDataAsync(new() { Name = life.Person }, cancellationToken: Stop),
            await api.People.ListParticipantsAsync(
                new() { Parent = hub, PageSize = 1000, ShowErased = true, OrderBy = "create_time desc" },
                cancellationToken: Stop),
            await api.People.ListParticipantsAsync(
                new() { Parent = hub, Filter = $"family_name = \"{life.Words[0]}\"" }, cancellationToken: Stop),
            await api.WorkGroups.ListLettersAsync(
                new() { Parent = hub, PageSize = 1000, OrderBy = "create_time desc" }, cancellationToken: Stop),
            await api.WorkGroups.ListEnquiriesAsync(
                new() { Parent = hub, PageSize = 1000, OrderBy = "create_time desc" }, cancellationToken: Stop),
            await api.WorkGroups.GetApplicationAsync(new() { Name = life.Application }, cancellationToken: Stop),
            await api.WorkGroups.ListEnrolmentsAsync(new() { Parent = life.Group }, cancellationToken: Stop),
            await api.Rosters.ListRosterSyncEffectsAsync(new() { Name = life.Sync }, cancellationToken: Stop),
            await api.Plans.GetActivityAsync(new() { Name = life.Activity }, cancellationToken: Stop),
            await api.ParticipantChanges.ListChangesAsync(changes, cancellationToken: Stop),
            await api.PlanChanges.ListChangesAsync(changes, cancellationToken: Stop),
        ];
        return [.. answers.Select(answer => JsonFormatter.Default.Format(answer))];
    }
}

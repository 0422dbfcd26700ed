using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>Legal, preferred and previous names, and training as a specialist.</summary>
public sealed class NamesTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Keeps_legal_preferred_and_previous_names_in_both_parts()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync(), person =>
        {
            (person.GivenName, person.FamilyName) = ("Augusta Ada", "King");
            (person.PreferredGivenName, person.PreferredFamilyName) = ("Ada", "Lovelace");
            person.PreviousNames.Add([
                new() { FamilyName = "Byron", EndDate = "1835-07-08" },
                new() { GivenName = "Augusta" }]);
        });

        Assert.Equal(person, await fixture.People.GetParticipantAsync(new() { Name = person.Name }));
        Assert.Equal(["Byron", ""], person.PreviousNames.Select(name => name.FamilyName));
    }

    [Fact]
    public async Task Refuses_a_previous_name_without_a_name() =>
        await Refused.ForFieldAsync("participant.previous_names[0]", async () => await fixture.ParticipantAsync(
            await fixture.DepartmentAsync(), person => person.PreviousNames.Add([new() { EndDate = "2020-01-01" }])));

    [Fact]
    public async Task Refuses_a_previous_name_that_ended_before_it_began() =>
        await Refused.ForFieldAsync("participant.previous_names[0].end_date", async () =>
            await fixture.ParticipantAsync(await fixture.DepartmentAsync(), person => person.PreviousNames.Add([
                new() { FamilyName = "Byron", StartDate = "2020-01-02", EndDate = "2020-01-01" }])));

    [Theory]
    [InlineData("specialist.cohort = 7", "seventh")]
    [InlineData("specialist.cohort >= 8 AND specialist.phase = SECONDARY", "eighth")]
    [InlineData("specialist.status = TRAINED", "seventh")]
    [InlineData("NOT specialist.cohort:*", "nobody's")]
    public async Task Finds_people_by_their_training_as_specialists(string filter, string expected)
    {
        var department = await fixture.DepartmentAsync();
        foreach (var (name, cohort, status) in new[]
        {
            ("seventh", 7, V1.Participant.Types.Specialist.Types.Status.Trained),
            ("eighth", 8, V1.Participant.Types.Specialist.Types.Status.InTraining),
            ("nobody's", 0, default),
        })
        {
            await fixture.ParticipantAsync(department, person =>
            {
                person.FamilyName = name;
                person.Specialist = cohort == 0 ? null : new()
                {
                    Cohort = cohort,
                    Phase = V1.Participant.Types.Specialist.Types.Phase.Secondary,
                    Status = status,
                };
            });
        }

        var page = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\" AND {filter}",
        });

        Assert.Equal([expected], page.Participants.Select(person => person.FamilyName));
    }
}

using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class GetParticipantTests(PeopleFixture fixture)
{
    [Theory]
    [InlineData("participants.read", false)]
    [InlineData("participants.read participants.sensitive", true)]
    public async Task Answers_TRN_and_phone_to_those_who_may_read_them(string scopes, bool told)
    {
        var department = await fixture.DepartmentAsync();
        var participant = await fixture.ParticipantAsync(department, person =>
        {
            person.Trn = PeopleFixture.FreshTrn();
            person.Phone = "01924 123456";
        });
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of("yorkshire-and-the-humber", scopes.Split(' ')));

        var read = await people.GetParticipantAsync(new() { Name = participant.Name });

        Assert.Equal(told ? (participant.Trn, participant.Phone) : ("", ""), (read.Trn, read.Phone));
    }
}

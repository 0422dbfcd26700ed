using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class UpdateParticipantTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Moves_a_head_who_then_is_head_no_longer()
    {
        var (from, to) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(from);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = from.Name, Head = person.Name } });

        var moved = await UpdateAsync(new() { Name = person.Name, Posts = { PeopleFixture.Post(to) } }, "posts");

        Assert.Equal(to.Name, Assert.Single(moved.Posts).Department);
        Assert.Equal("", (await fixture.People.GetDepartmentAsync(new() { Name = from.Name })).Head);
    }

    [Fact]
    public async Task Replaces_the_external_ids()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync(), person => person.ExternalIds.Add([
            new() { Source = "sims", Value = "1" },
            new() { Source = "sims", Value = "2" },
            new() { Source = "sims", Value = "3" }]));

        await UpdateAsync(new()
        {
            Name = person.Name,
            ExternalIds = { new V1.Participant.Types.ExternalId { Source = "arbor", Value = "9" } },
        }, "external_ids");

        var read = await fixture.People.GetParticipantAsync(new() { Name = person.Name });
        Assert.Equal(["9"], read.ExternalIds.Select(external => external.Value));
    }

    [Fact]
    public async Task Keeps_the_TRN_that_the_caller_may_not_read()
    {
        var person = await fixture.ParticipantAsync(
            await fixture.DepartmentAsync(), person => person.Trn = PeopleFixture.FreshTrn());
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of("yorkshire-and-the-humber", "participants.read", "participants.write"));
        var seen = await people.GetParticipantAsync(new() { Name = person.Name });

        seen.PreferredGivenName = "Amalie";
        await people.UpdateParticipantAsync(new() { Participant = seen });

        var read = await fixture.People.GetParticipantAsync(new() { Name = person.Name });
        Assert.Equal(("Amalie", person.Trn), (read.PreferredGivenName, read.Trn));
    }

    [Fact]
    public async Task Refuses_a_TRN_that_somebody_else_holds()
    {
        var department = await fixture.DepartmentAsync();
        var holder = await fixture.ParticipantAsync(department, person => person.Trn = PeopleFixture.FreshTrn());
        var person = await fixture.ParticipantAsync(department);

        var refusal = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            () => UpdateAsync(new() { Name = person.Name, Trn = holder.Trn }, "trn"));

        Assert.Equal(holder.Name, refusal.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Refuses_a_department_that_does_not_exist()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        var unknown = new V1.Department { Name = PeopleFixture.Unknown(department.Name) };

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => UpdateAsync(new() { Name = person.Name, Posts = { PeopleFixture.Post(unknown) } }, "posts"));
    }

    [Fact]
    public async Task Refuses_half_a_specialist()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.ForFieldAsync("participant.specialist.phase",
            () => UpdateAsync(new() { Name = person.Name, Specialist = new() { Cohort = 3 } }, "specialist.cohort"));
    }

    [Fact]
    public async Task Loses_no_update_of_many_at_once()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        string[] paths =
        [
            "given_name", "family_name", "preferred_given_name", "email", "preferred_family_name", "previous_names",
            "external_ids",
        ];

        await Task.WhenAll(paths.Select(path => UpdateAsync(new()
        {
            Name = person.Name,
            GivenName = "new",
            FamilyName = "new",
            PreferredGivenName = "new",
            Email = "new@example.org",
            PreferredFamilyName = "new",
            PreviousNames = { new V1.Participant.Types.PreviousName { FamilyName = "new" } },
            ExternalIds = { new V1.Participant.Types.ExternalId { Source = "new", Value = "new" } },
        }, path)));

        var read = await fixture.People.GetParticipantAsync(new() { Name = person.Name });
        Assert.Equal(("new", "new", "new", "new@example.org", "new"),
            (read.GivenName, read.FamilyName, read.PreferredGivenName, read.Email, read.PreferredFamilyName));
        Assert.Equal(
            ("new", "new"), (Assert.Single(read.PreviousNames).FamilyName, Assert.Single(read.ExternalIds).Value));
    }

    Task<V1.Participant> UpdateAsync(V1.Participant participant, string path) =>
        fixture.People.UpdateParticipantAsync(
            new() { Participant = participant, UpdateMask = new() { Paths = { path } } }).ResponseAsync;
}

using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class ListDepartmentsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Finds_a_schools_departments()
    {
        var school = await fixture.SchoolAsync();
        await fixture.DepartmentAsync(school);
        var science = await fixture.DepartmentAsync(school, Subject.Science);

        var page = await fixture.People.ListDepartmentsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"school = \"{school}\" AND subject = SCIENCE AND state = ACTIVE",
        });

        Assert.Equal([science], page.Departments);
    }

    [Fact]
    public async Task Finds_a_heads_department()
    {
        var department = await fixture.DepartmentAsync();
        var head = await fixture.ParticipantAsync(department);
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });

        var page = await fixture.People.ListDepartmentsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"head = \"{head.Name}\"" });

        Assert.Equal([department.Name], page.Departments.Select(found => found.Name));
    }

    [Fact]
    public Task Reads_over_all_hubs_only_with_the_scope_for_it() =>
        Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
        () => fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of("yorkshire-and-the-humber", "participants.read"))
            .ListDepartmentsAsync(new() { Parent = "hubs/-" }).ResponseAsync);
}

public sealed class ListParticipantsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Lists_a_departments_people_by_name()
    {
        var department = await fixture.DepartmentAsync();
        foreach (var name in (string[])["Noether", "Germain", "Lovelace"])
        {
            await fixture.ParticipantAsync(department, person => person.FamilyName = name);
        }

        var page = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\"",
            OrderBy = "family_name desc",
        });

        Assert.Equal(["Noether", "Lovelace", "Germain"], page.Participants.Select(person => person.FamilyName));
    }

    [Theory]
    [InlineData("email = \"EMMY.O'NOETHER@example.org\"")]
    [InlineData("email = \"Emmy.o'*\"")]
    [InlineData("email:\"NOETHER@\"")]
    [InlineData("family_name:\"onother hilbert\"")]
    [InlineData("family_name = \"O\u2019N\u00D6TH*\"")]
    [InlineData("family_name = \"O'N\u00F6ther-Hilbert\"")]
    [InlineData("family_name = \"O'No\u0308ther-Hilbert\"")]
    public async Task Finds_a_person_however_the_name_is_written(string filter)
    {
        var department = await fixture.DepartmentAsync();
        var emmy = await fixture.ParticipantAsync(department, person =>
            (person.FamilyName, person.Email) = ("O'N\u00F6ther-Hilbert", "Emmy.O'Noether@Example.org"));

        var page = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\" AND {filter}",
        });

        Assert.Equal([emmy], page.Participants);
    }

    [Theory]
    [InlineData("email = \"emmy@example.org\"")]
    [InlineData("family_name = \"o'n\u00F6ther-hilbert\"")]
    public async Task Finds_nobody_by_another_address_or_an_inexact_name(string filter)
    {
        var department = await fixture.DepartmentAsync();
        await fixture.ParticipantAsync(department, person => person.FamilyName = "O'N\u00F6ther-Hilbert");

        var page = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\" AND {filter}",
        });

        Assert.Empty(page.Participants);
    }

    [Fact]
    public async Task Finds_by_responsibility_and_state()
    {
        var department = await fixture.DepartmentAsync();
        var head = await fixture.ParticipantAsync(department);
        await fixture.ParticipantAsync(
            department, person => person.Posts[0].Responsibility = V1.Responsibility.ClassroomTeacher);
        await fixture.People.ArchiveParticipantAsync(
            new() { Name = (await fixture.ParticipantAsync(department)).Name });

        var page = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{department.Name}\" AND posts.responsibility = HEAD_OF_DEPARTMENT "
                + "AND state = ACTIVE",
        });

        Assert.Equal([head], page.Participants);
    }
}

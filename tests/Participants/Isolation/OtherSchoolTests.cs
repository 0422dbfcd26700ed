using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class OtherSchoolTests(PeopleFixture fixture)
    : OtherSchools(
        fixture, V1.ParticipantService.Descriptor, V1.WorkGroupService.Descriptor, V1.RosterService.Descriptor,
        V1.DataProtectionService.Descriptor)
{
    const string Trust = "16789";

    static string Yesterday => IsoDate.Text(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-1)));

    [Fact]
    public async Task Lists_hold_all_of_the_own_school_and_nothing_else()
    {
        var own = await fixture.DepartmentAsync();
        var other = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(own);
        await fixture.ParticipantAsync(other);
        var people = As(own.School);

        var departments = await people.ListDepartmentsAsync(new() { Parent = PeopleFixture.Hub });
        var persons = await people.ListParticipantsAsync(new() { Parent = PeopleFixture.Hub });

        Assert.Equal([own.Name], departments.Departments.Select(department => department.Name));
        Assert.Equal([person.Name], persons.Participants.Select(one => one.Name));
    }

    [Fact]
    public async Task Make_a_department_and_people_of_their_own_school_and_of_no_other()
    {
        var (own, other) = (await fixture.SchoolAsync(), await fixture.DepartmentAsync());
        var people = As(own);

        var department = await people.CreateDepartmentAsync(Department(own));
        await people.CreateParticipantAsync(Person(department.Name));
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await people.CreateDepartmentAsync(Department(await fixture.SchoolAsync())));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await people.CreateParticipantAsync(Person(other.Name)));
    }

    [Fact]
    public async Task Move_nobody_to_another_school()
    {
        var (own, other) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(own);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            async () => await As(own.School).UpdateParticipantAsync(new()
            {
                Participant = new() { Name = person.Name, Posts = { PeopleFixture.Post(other) } },
            }));
    }

    [Fact]
    public async Task See_and_change_of_a_person_of_two_schools_the_posts_at_their_own()
    {
        var (other, own) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(other, one => one.Posts.Add(PeopleFixture.Post(own)));
        var people = As(own.School);

        var seen = await people.GetParticipantAsync(new() { Name = person.Name });
        seen.Posts[0].JobTitle = "Second in mathematics";
        seen.Posts.Add(new V1.Participant.Types.Post { Department = own.Name, JobTitle = "Lead of Year 7" });
        var changed = await people.UpdateParticipantAsync(new() { Participant = seen });
        changed.Posts.RemoveAt(1);
        await people.UpdateParticipantAsync(new() { Participant = changed });
        var whole = await fixture.People.GetParticipantAsync(new() { Name = person.Name });

        Assert.Equal([own.Name, own.Name], seen.Posts.Select(post => post.Department));
        Assert.Equal(
            [(other.Name, ""), (own.Name, "Second in mathematics")],
            whole.Posts.Select(post => (post.Department, post.JobTitle)));
    }

    [Fact]
    public async Task Send_nobody_away_who_works_at_another_school_too()
    {
        var (other, own) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());
        var person = await fixture.ParticipantAsync(other, one => one.Posts.Add(PeopleFixture.Post(own)));

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await As(own.School).ArchiveParticipantAsync(new() { Name = person.Name }));
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await As(own.School).DeleteParticipantAsync(new() { Name = person.Name }));
        await Refused.ForFieldAsync("participant.posts", async () => await As(own.School).UpdateParticipantAsync(new()
        {
            Participant = new() { Name = person.Name },
            UpdateMask = new() { Paths = { "posts" } },
        }));
    }

    [Fact]
    public async Task Get_their_first_answer_again_with_what_is_personal_in_it()
    {
        var department = await fixture.DepartmentAsync();
        var request = Person(department.Name);
        request.RequestId = Guid.NewGuid().ToString();
        var first = await As(department.School).CreateParticipantAsync(request);

        var again = await As(department.School).CreateParticipantAsync(request);

        Assert.Equal(first, again);
        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.RequestIdReused, async () =>
            await As((await fixture.DepartmentAsync()).School).CreateParticipantAsync(request));
    }

    [Fact]
    public async Task Of_a_trust_see_a_school_no_longer_that_has_left_it_by_the_newest_of_the_two_sources()
    {
        var department = await fixture.DepartmentAsync();
        var (uid, urn) = (TrustRows.FreshUid(), Urn(department.School));
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>(new Token { Trust = uid });
        await LinkAsync("2024-01-29", TrustRows.Member(urn, uid));
        var member = await people.ListDepartmentsAsync(new() { Parent = PeopleFixture.Hub });
        await LinkAsync(Yesterday, TrustRows.Member(urn, TrustRows.FreshUid(), Yesterday));
        await LinkAsync("2024-02-29", TrustRows.Member(urn, uid));

        var left = await people.ListDepartmentsAsync(new() { Parent = PeopleFixture.Hub });

        Assert.Equal([department.Name], member.Departments.Select(one => one.Name));
        Assert.Empty(left.Departments);
    }

    /// <inheritdoc/>
    protected override async Task<SchoolResources> ResourcesAsync()
    {
        var (school, other) = (await fixture.SchoolAsync(), await fixture.SchoolAsync());
        await fixture.ExecuteAsync($"UPDATE school SET trust_code = '{Trust}' WHERE urn = '{Urn(school)}'");
        await fixture.ParticipantAsync(await fixture.DepartmentAsync(other));
        var department = await fixture.DepartmentAsync(school);
        var past = await fixture.PastAsync(department);
        var accepted = await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department);
        var resources = new HubResources(PeopleFixture.Hub)
            .With("mastery.services/School", school)
            .With("mastery.services/Focus", PeopleFixture.Focus)
            .With(await fixture.People.GetDepartmentAsync(new() { Name = department.Name }))
            .With(await fixture.People.GetParticipantAsync(new() { Name = accepted.Advocates[0].Participant }))
            .With(past)
            .With(accepted)
            .With(await fixture.MatchReviewAsync(school, "Ada Lovelace"))
            .With(await fixture.Groups.GetWorkGroupAsync(new() { Name = accepted.WorkGroup }))
            .With(await fixture.Groups.GetEnrolmentAsync(new() { Name = accepted.Enrolment }));
        return new(resources, Urn(school), Trust, Urn(other));
    }

    V1.ParticipantService.ParticipantServiceClient As(string school) =>
        fixture.Client<V1.ParticipantService.ParticipantServiceClient>(new Token { School = Urn(school) });

    async Task LinkAsync(string day, V1.TrustMembershipRecord member) =>
        await fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>().BatchImportTrustsAsync(
            new() { Memberships = { member }, ExtractDate = day });

    static V1.CreateDepartmentRequest Department(string school) => new()
    {
        Parent = PeopleFixture.Hub,
        Department = new() { School = school, Subject = Subject.Science },
    };

    static V1.CreateParticipantRequest Person(string department) => new()
    {
        Parent = PeopleFixture.Hub,
        Participant = new()
        {
            Posts = { new V1.Participant.Types.Post { Department = department } },
            GivenName = "Ada",
            FamilyName = "Lovelace",
            ExternalIds = { new V1.Participant.Types.ExternalId { Source = "sims", Value = "1" } },
        },
    };

    static string Urn(string school) => school["schools/".Length..];
}

using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.V1.ParticipantService;

namespace Mastery.Participants.Tests;

/// <summary>What a caller without <c>participants.sensitive</c>, or of one school, learns of TRNs and telephone
/// numbers.</summary>
public sealed class WithheldTests(PeopleFixture fixture)
{
    readonly ParticipantServiceClient _without = fixture.Client<ParticipantServiceClient>(
        Token.Of("*", "participants.read", "participants.write", "national.read"));

    [Fact]
    public async Task Is_named_also_where_there_is_nothing_to_withhold()
    {
        var person = await PersonAsync();
        var bare = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        var read = await _without.GetParticipantAsync(new() { Name = person.Name });
        var batch = await _without.BatchGetParticipantsAsync(
            new() { Parent = PeopleFixture.Hub, Names = { person.Name, bare.Name } });

        Assert.All([read, .. batch.Participants], seen =>
        {
            Assert.Equal(["phone", "trn"], seen.WithheldFields);
            Assert.Equal(("", ""), (seen.Phone, seen.Trn));
        });
        Assert.Empty((await fixture.People.GetParticipantAsync(new() { Name = person.Name })).WithheldFields);
    }

    [Fact]
    public async Task Is_kept_when_what_was_read_is_written_back()
    {
        var person = await PersonAsync();
        var read = await _without.GetParticipantAsync(new() { Name = person.Name });
        read.PreferredGivenName = "Amalie";

        var written = await _without.UpdateParticipantAsync(new() { Participant = read });
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await _without.UpdateParticipantAsync(
                new() { Participant = written, UpdateMask = new() { Paths = { "*" } } }));

        var after = await fixture.People.GetParticipantAsync(new() { Name = person.Name });
        Assert.Equal(("Amalie", person.Trn, person.Phone), (after.PreferredGivenName, after.Trn, after.Phone));
    }

    [Theory]
    [InlineData("trn = \"1234567\"")]
    [InlineData("NOT trn:12*")]
    [InlineData("family_name:A* OR trn:*")]
    public async Task Cannot_be_found_by_a_filter(string filter)
    {
        foreach (var parent in new[] { PeopleFixture.Hub, "hubs/-" })
        {
            var status = await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
                await _without.ListParticipantsAsync(new() { Parent = parent, Filter = filter }));

            Assert.Equal("participants.sensitive", status.GetDetail<ErrorInfo>()!.Metadata["scope"]);
        }
    }

    [Fact]
    public async Task Is_found_by_a_filter_with_the_scope()
    {
        var person = await PersonAsync();

        var found = await fixture.People.ListParticipantsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"trn = \"{person.Trn}\"" });

        Assert.Equal([person], found.Participants);
    }

    [Fact]
    public async Task Is_not_told_by_a_merge_that_it_forbids()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await PersonAsync(department), await PersonAsync(department));
        var merge = new V1.MergeParticipantsRequest { Name = one.Name, Duplicate = two.Name };

        var told = await Assert.ThrowsAsync<RpcException>(
            async () => await fixture.People.MergeParticipantsAsync(merge));
        var withheld = await Assert.ThrowsAsync<RpcException>(async () => await _without.MergeParticipantsAsync(merge));

        Assert.Equal(told.StatusCode, withheld.StatusCode);
        Assert.Contains("Teacher Reference Number", told.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Teacher Reference Number", withheld.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_TRN_in_use_at_another_school_names_nobody_to_a_school()
    {
        var theirs = await PersonAsync();
        var school = await fixture.SchoolAsync();
        var department = await fixture.DepartmentAsync(school);
        var own = await fixture.ParticipantAsync(department);
        var bound = fixture.Client<ParticipantServiceClient>(new Token { School = school["schools/".Length..] });

        var created = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () =>
            await bound.CreateParticipantAsync(new()
            {
                Parent = PeopleFixture.Hub,
                Participant = new()
                {
                    GivenName = "Emmy",
                    FamilyName = "Noether",
                    Trn = theirs.Trn,
                    Posts = { PeopleFixture.Post(department) },
                },
            }));
        var updated = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () =>
            await bound.UpdateParticipantAsync(new() { Participant = new() { Name = own.Name, Trn = theirs.Trn } }));

        Assert.All([created, updated], status =>
        {
            Assert.StartsWith("This Teacher Reference Number is in use", status.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("participants/", $"{status}", StringComparison.Ordinal);
            Assert.DoesNotContain(theirs.Trn, $"{status}", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_TRN_in_use_names_its_holder_to_the_hub()
    {
        var theirs = await PersonAsync();
        var own = await PersonAsync();

        var status = await Refused.WithAsync(StatusCode.AlreadyExists, ErrorReason.ResourceExists, async () =>
            await fixture.People.UpdateParticipantAsync(
                new() { Participant = new() { Name = own.Name, Trn = theirs.Trn } }));

        Assert.Equal(theirs.Name, status.GetDetail<ResourceInfo>()!.ResourceName);
    }

    async Task<V1.Participant> PersonAsync(V1.Department? department = null) => await fixture.ParticipantAsync(
        department ?? await fixture.DepartmentAsync(), person =>
        {
            person.Trn = PeopleFixture.FreshTrn();
            person.Phone = "01924 123456";
        });
}

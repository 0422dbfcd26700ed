using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Npgsql;
using Specialist = Mastery.Participants.V1.Participant.Types.Specialist;

namespace Mastery.Participants.Tests;

public sealed class MergeParticipantsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Gives_the_first_record_what_it_lacks_and_keeps_what_it_has()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await FullAsync(department), await FullAsync(department));
        (one.Trn, one.Phone, one.Email) = ("", "", "first@example.org");
        one = await fixture.People.UpdateParticipantAsync(
            new() { Participant = one, UpdateMask = new() { Paths = { "trn", "phone", "email" } } });

        var merged = await MergeAsync(one, two);

        Assert.Equal(
            (two.Trn, two.Phone, "first@example.org", one.FamilyName),
            (merged.Trn, merged.Phone, merged.Email, merged.FamilyName));
        Assert.Equal(one.ExternalIds.Concat(two.ExternalIds), merged.ExternalIds);
        Assert.Equal(one.Posts, merged.Posts);
    }

    [Fact]
    public async Task The_old_name_answers_with_the_record_that_stays()
    {
        var (one, two) = await PairAsync();

        var merged = await MergeAsync(one, two);

        Assert.Equal(merged, await GetAsync(two));
        var batch = await fixture.People.BatchGetParticipantsAsync(
            new() { Parent = PeopleFixture.Hub, Names = { two.Name, one.Name } });
        Assert.Equal([merged, merged], batch.Participants);
        var list = await fixture.People.ListParticipantsAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"posts.department = \"{one.Posts[0].Department}\"",
        });
        Assert.Equal([merged], list.Participants);
        var kinds = await fixture.QueryAsync(
            $"SELECT kind FROM change WHERE resource = '{two.Name}' ORDER BY revision");
        Assert.Equal(["CREATED", "MERGED"], kinds);
    }

    [Fact]
    public async Task Writes_by_the_old_name_reach_the_record_that_stays()
    {
        var (one, two) = await PairAsync();
        await MergeAsync(one, two);

        await fixture.People.UpdateParticipantAsync(
            new() { Participant = new() { Name = two.Name, Email = "old@example.org" } });

        Assert.Equal("old@example.org", (await GetAsync(one)).Email);
    }

    [Fact]
    public async Task Undoing_restores_both_records()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await FullAsync(department));
        await MergeAsync(one, two);

        await fixture.People.UnmergeParticipantAsync(new() { Name = two.Name });

        Assert.Equal(Bare(one), Bare(await GetAsync(one)));
        Assert.Equal(Bare(two), Bare(await GetAsync(two)));
    }

    [Fact]
    public async Task Undoing_keeps_what_was_changed_since()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await FullAsync(department));
        await MergeAsync(one, two);
        await fixture.People.UpdateParticipantAsync(
            new() { Participant = new() { Name = one.Name, Email = "later@example.org" } });

        await fixture.People.UnmergeParticipantAsync(new() { Name = two.Name });

        Assert.Equal(("later@example.org", two.Email), ((await GetAsync(one)).Email, (await GetAsync(two)).Email));
    }

    [Fact]
    public async Task A_chain_answers_with_its_end_and_is_undone_from_there()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        var three = await fixture.ParticipantAsync(department);
        await MergeAsync(two, three);
        await MergeAsync(one, two);

        Assert.Equal(one.Name, (await GetAsync(three)).Name);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.People.UnmergeParticipantAsync(new() { Name = three.Name }).ResponseAsync);
        await fixture.People.UnmergeParticipantAsync(new() { Name = two.Name });
        Assert.Equal(two.Name, (await GetAsync(three)).Name);
        await fixture.People.UnmergeParticipantAsync(new() { Name = three.Name });
        Assert.Equal(three.Name, (await GetAsync(three)).Name);
    }

    [Fact]
    public async Task Refuses_to_merge_a_record_into_itself_by_whatever_name()
    {
        var (one, two) = await PairAsync();
        await Refused.ForFieldAsync("duplicate", () => MergeAsync(one, one));
        await MergeAsync(one, two);

        await Refused.ForFieldAsync("duplicate", () => MergeAsync(one, two));
        await Refused.ForFieldAsync("duplicate", () => MergeAsync(two, one));
    }

    [Fact]
    public async Task Refuses_two_people_with_different_TRNs_and_names_neither_number()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await FullAsync(department), await FullAsync(department));

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => MergeAsync(one, two));

        Assert.DoesNotContain(one.Trn, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(two.Trn, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_two_who_are_Advocates_side_by_side()
    {
        var application = await fixture.DraftAsync();
        var (one, two) = (application.Advocates[0].Participant, application.Advocates[1].Participant);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => MergeAsync(new() { Name = one }, new() { Name = two }));
    }

    [Fact]
    public async Task Refuses_to_keep_the_record_by_which_they_have_left()
    {
        var (one, two) = await PairAsync();
        await fixture.People.ArchiveParticipantAsync(new() { Name = one.Name });

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => MergeAsync(one, two));
        await MergeAsync(two, one);
        var back = await fixture.People.UnmergeParticipantAsync(new() { Name = one.Name });

        Assert.Equal(V1.Participant.Types.State.Left, back.State);
    }

    [Fact]
    public async Task Refuses_to_undo_what_was_not_merged()
    {
        var (one, _) = await PairAsync();

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => fixture.People.UnmergeParticipantAsync(new() { Name = one.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Of_two_merges_at_once_in_opposite_directions_one_succeeds()
    {
        var (one, two) = await PairAsync();

        var codes = await Task.WhenAll(CodeAsync(MergeAsync(one, two)), CodeAsync(MergeAsync(two, one)));

        Assert.Equal([StatusCode.OK, StatusCode.InvalidArgument], codes.Order());
        Assert.Equal((await GetAsync(one)).Name, (await GetAsync(two)).Name);
    }

    [Fact]
    public async Task Twelve_records_merged_in_a_ring_at_once_end_as_one_person()
    {
        var department = await fixture.DepartmentAsync();
        var people = new List<V1.Participant>();
        for (var number = 0; number < 12; number++)
        {
            people.Add(await fixture.ParticipantAsync(department));
        }

        var codes = await Task.WhenAll(people.Select((person, index) =>
            CodeAsync(MergeAsync(people[(index + 1) % people.Count], person))));

        Assert.Equal(11, codes.Count(code => code == StatusCode.OK));
        Assert.Single((await Task.WhenAll(people.Select(GetAsync))).Select(person => person.Name).Distinct());
    }

    [Fact]
    public async Task The_database_itself_refuses_a_cycle()
    {
        var (one, two) = await PairAsync();
        await MergeAsync(one, two);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => fixture.ExecuteAsync($"""
            SET mastery.hub = 'yorkshire-and-the-humber';
            UPDATE participant SET state = 'MERGED', merged_into_id = '{Id(two)}',
                into_order = (SELECT merge_order FROM participant WHERE id = '{Id(two)}'),
                merge_order = 2 WHERE id = '{Id(one)}'
            """));

        Assert.Equal("participant_merge_order_check", refusal.ConstraintName);
    }

    async Task<(V1.Participant One, V1.Participant Two)> PairAsync()
    {
        var department = await fixture.DepartmentAsync();
        return (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
    }

    /// <summary>A record in which every field that a merge may fill has a value.</summary>
    Task<V1.Participant> FullAsync(V1.Department department) => fixture.ParticipantAsync(department, person =>
    {
        (person.Trn, person.Phone) = (PeopleFixture.FreshTrn(), "01924 000000");
        (person.Email, person.TeachingSinceDate) = ("second@example.org", "2010-09-01");
        person.Specialist = new()
        {
            Cohort = 4,
            Phase = Specialist.Types.Phase.Secondary,
            Status = Specialist.Types.Status.Trained,
        };
        person.ExternalIds.Add([new() { Source = "sims/schools/1", Value = $"{Guid.NewGuid()}" }]);
    });

    Task<V1.Participant> MergeAsync(V1.Participant one, V1.Participant two) =>
        fixture.People.MergeParticipantsAsync(new() { Name = one.Name, Duplicate = two.Name }).ResponseAsync;

    Task<V1.Participant> GetAsync(V1.Participant person) =>
        fixture.People.GetParticipantAsync(new() { Name = person.Name }).ResponseAsync;

    static async Task<StatusCode> CodeAsync(Task call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    /// <summary>The record without its version.</summary>
    static V1.Participant Bare(V1.Participant person)
    {
        var bare = person.Clone();
        (bare.Etag, bare.UpdateTime) = ("", null);
        return bare;
    }

    static string Id(V1.Participant person) => person.Name[(person.Name.LastIndexOf('/') + 1)..];
}

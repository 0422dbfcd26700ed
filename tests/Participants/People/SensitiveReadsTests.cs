using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.V1.ParticipantService;

namespace Mastery.Participants.Tests;

/// <summary>Who looked at somebody's TRN and telephone number.</summary>
public sealed class SensitiveReadsTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Say_who_read_what_of_one_person()
    {
        var person = await PersonAsync();
        var client = Client($"reader-{Guid.NewGuid():N}", out var actor);
        await client.GetParticipantAsync(new() { Name = person.Name });
        await client.BatchGetParticipantsAsync(new() { Parent = PeopleFixture.Hub, Names = { person.Name } });

        var reads = await OfAsync(person.Name, $"actor = \"{actor}\"");

        Assert.Equal(
            ["mastery.participants.v1.ParticipantService/GetParticipant",
                "mastery.participants.v1.ParticipantService/BatchGetParticipants"],
            reads.Select(read => read.Method));
        Assert.All(reads, read =>
        {
            Assert.Equal((PeopleFixture.Hub, actor), (read.RequestedHub, read.Actor));
            Assert.Equal([person.Name], read.Participants);
            Assert.Equal(["phone", "trn"], read.Fields);
            Assert.NotEmpty(read.TokenId);
            Assert.NotEmpty(read.TraceId);
        });
        Assert.Equal(reads[0], await fixture.People.GetSensitiveReadAsync(new() { Name = reads[0].Name }));
    }

    [Fact]
    public async Task Are_found_by_caller_method_field_and_time()
    {
        var person = await PersonAsync();
        var client = Client($"reader-{Guid.NewGuid():N}", out var actor);
        await client.GetParticipantAsync(new() { Name = person.Name });
        var read = Assert.Single(await OfAsync(person.Name, $"actor = \"{actor}\""));
        var time = read.CreateTime.ToDateTime();
        string Around(int from, int until) => $"actor = \"{actor}\" AND "
            + $"create_time >= \"{time.AddSeconds(from):s}Z\" AND create_time < \"{time.AddSeconds(until):s}Z\"";

        Assert.Single(await OfAsync(person.Name, Around(-60, 60)));
        Assert.Empty(await OfAsync(person.Name, Around(60, 120)));
        Assert.Single(await OfAsync(person.Name, $"actor = \"{actor}\" AND method:GetParticipant AND fields:trn"));
        Assert.Empty(await OfAsync(person.Name, $"actor = \"{actor}\" AND method:ListParticipants"));
        Assert.Empty(await OfAsync((await PersonAsync()).Name, $"actor = \"{actor}\""));
    }

    [Fact]
    public async Task Are_one_for_a_list_with_every_person_in_it_and_for_its_csv()
    {
        var department = await fixture.DepartmentAsync();
        var (one, two) = (await PersonAsync(department), await PersonAsync(department));
        var client = Client($"reader-{Guid.NewGuid():N}", out var actor);
        await client.ListParticipantsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"posts.department = \"{department.Name}\"" });
        using var http = fixture.Service.Http(Token.Of("*") with { Client = actor });
        http.DefaultRequestHeaders.Accept.Add(new("text/csv"));
        await http.GetStringAsync($"/v1/{PeopleFixture.Hub}/participants?filter="
            + Uri.EscapeDataString($"posts.department = \"{department.Name}\""));

        var reads = await OfAsync(one.Name, $"actor = \"{actor}\"");

        Assert.Equal(2, reads.Count);
        Assert.All(reads, read => Assert.Equal([one.Name, two.Name], read.Participants));
    }

    [Fact]
    public async Task Say_under_hubs_national_who_read_over_every_hub()
    {
        await PersonAsync();
        var client = Client($"reader-{Guid.NewGuid():N}", out var actor);
        await client.ListDepartmentsAsync(new() { Parent = "hubs/-", PageSize = 1 });

        var page = await fixture.People.ListSensitiveReadsAsync(
            new() { Parent = "hubs/national", Filter = $"actor = \"{actor}\"" });

        var read = Assert.Single(page.SensitiveReads);
        Assert.StartsWith("hubs/national/sensitiveReads/", read.Name, StringComparison.Ordinal);
        Assert.Equal(
            ("mastery.participants.v1.ParticipantService/ListDepartments", "hubs/-", "*"),
            (read.Method, read.RequestedHub, Assert.Single(read.Fields)));
        Assert.Empty(read.Participants);
        Assert.Equal(read, await fixture.People.GetSensitiveReadAsync(new() { Name = read.Name }));
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.Client<ParticipantServiceClient>(Token.Of("*", "audit.read"))
                .ListSensitiveReadsAsync(new() { Parent = "hubs/national" }));
    }

    [Fact]
    public async Task Stay_with_a_person_who_was_merged()
    {
        var department = await fixture.DepartmentAsync();
        var survivor = await fixture.ParticipantAsync(department);
        var duplicate = await PersonAsync(department);
        await fixture.People.MergeParticipantsAsync(new() { Name = survivor.Name, Duplicate = duplicate.Name });

        var methods = (await OfAsync(survivor.Name, "")).Select(read => read.Method.Split('/')[1]);

        Assert.Equal(["CreateParticipant", "MergeParticipants"], methods);
        Assert.Equal(methods, (await OfAsync(duplicate.Name, "")).Select(read => read.Method.Split('/')[1]));
    }

    [Fact]
    public async Task Need_a_scope_of_their_own_and_the_own_hub()
    {
        var status = await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.Client<ParticipantServiceClient>(Token.Of("*", "participants.read", "participants.sensitive"))
                .ListSensitiveReadsAsync(new() { Parent = PeopleFixture.Hub }));
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.Client<ParticipantServiceClient>(new Token { School = "136283" })
                .ListSensitiveReadsAsync(new() { Parent = PeopleFixture.Hub }));

        Assert.Equal("audit.read", status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["scope"]);
    }

    [Fact]
    public async Task Have_those_of_a_caller_that_is_bound_to_a_school()
    {
        var school = await fixture.SchoolAsync();
        var person = await PersonAsync(await fixture.DepartmentAsync(school));
        var bound = fixture.Client<ParticipantServiceClient>(
            new Token { School = school["schools/".Length..], Client = "school-system" });
        await bound.GetParticipantAsync(new() { Name = person.Name });

        Assert.Single(await OfAsync(person.Name, "actor = \"school-system\""));
    }

    [Fact]
    public async Task Of_a_national_read_are_in_the_hubs_that_it_reached()
    {
        var person = await PersonAsync();
        var client = Client($"reader-{Guid.NewGuid():N}", out var actor);
        await client.ListParticipantsAsync(new() { Parent = "hubs/-", Filter = $"trn = \"{person.Trn}\"" });

        var read = Assert.Single(await OfAsync(person.Name, $"actor = \"{actor}\""));

        Assert.Equal("hubs/-", read.RequestedHub);
        Assert.Equal([person.Name], read.Participants);
    }

    ParticipantServiceClient Client(string called, out string actor) =>
        fixture.Client<ParticipantServiceClient>(Token.Of("*") with { Client = actor = called });

    async Task<V1.Participant> PersonAsync(V1.Department? department = null) => await fixture.ParticipantAsync(
        department ?? await fixture.DepartmentAsync(), person =>
        {
            person.Trn = PeopleFixture.FreshTrn();
            person.Phone = "01924 123456";
        });

    async Task<IReadOnlyList<V1.SensitiveRead>> OfAsync(string person, string filter) =>
        (await fixture.People.ListSensitiveReadsAsync(
            new() { Parent = PeopleFixture.Hub, Participant = person, Filter = filter })).SensitiveReads;
}

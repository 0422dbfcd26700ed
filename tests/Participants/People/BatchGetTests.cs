using Google.Rpc;
using Grpc.Core;
using Mastery.Testing;
using ErrorReason = Mastery.Errors.V1.ErrorReason;

namespace Mastery.Participants.Tests;

public sealed class BatchGetTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Answers_participants_in_the_order_of_the_names_and_one_twice_where_it_is_named_twice()
    {
        var department = await fixture.DepartmentAsync();
        var (first, second) = (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));

        var found = await GetAsync(second.Name, first.Name, second.Name);

        Assert.Equal([second, first, second], found.Participants);
    }

    [Fact]
    public async Task Answers_departments()
    {
        var (first, second) = (await fixture.DepartmentAsync(), await fixture.DepartmentAsync());

        var found = await fixture.People.BatchGetDepartmentsAsync(
            new() { Parent = Parent, Names = { second.Name, first.Name } });

        Assert.Equal([second, first], found.Departments);
    }

    [Fact]
    public async Task Names_all_that_are_missing_and_answers_none()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        string[] missing = [$"{Parent}/participants/{Guid.CreateVersion7()}", $"{Parent}/participants/nobody"];

        var refusal = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => GetAsync([person.Name, .. missing]));

        Assert.All(missing, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(person.Name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(missing, refusal.Details.Where(detail => detail.Is(ResourceInfo.Descriptor))
            .Select(detail => detail.Unpack<ResourceInfo>().ResourceName));
    }

    [Fact]
    public Task Refuses_a_request_without_names() => Refused.ForFieldAsync("names", () => GetAsync());

    [Fact]
    public Task Refuses_more_than_a_thousand_names() => Refused.ForFieldAsync("names", () =>
        GetAsync([.. Enumerable.Range(0, 1001).Select(number => $"{Parent}/participants/{number}")]));

    [Fact]
    public Task Refuses_a_name_of_another_hub() => Refused.ForFieldAsync("names[1]", () =>
        GetAsync($"{Parent}/participants/a", "hubs/south-yorkshire/participants/b"));

    [Fact]
    public async Task Does_not_find_resources_of_another_hub()
    {
        var elsewhere = fixture.Client<V1.ParticipantService.ParticipantServiceClient>(Token.Of("south-yorkshire"));
        var request = new V1.BatchGetParticipantsRequest { Parent = Parent, Names = { $"{Parent}/participants/a" } };

        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            () => elsewhere.BatchGetParticipantsAsync(request).ResponseAsync);
    }

    [Fact]
    public async Task Reads_over_all_hubs_with_the_scope_for_it()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var request = new V1.BatchGetParticipantsRequest { Parent = "hubs/-", Names = { person.Name } };

        var found = await fixture.People.BatchGetParticipantsAsync(request);

        Assert.Equal(person.Name, Assert.Single(found.Participants).Name);
        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            () => Reader().BatchGetParticipantsAsync(request).ResponseAsync);
    }

    [Fact]
    public async Task Keeps_sensitive_fields_from_who_may_not_see_them()
    {
        var person = await fixture.ParticipantAsync(
            await fixture.DepartmentAsync(), wanted => wanted.Phone = "01924 000000");

        var found = await Reader().BatchGetParticipantsAsync(new() { Parent = Parent, Names = { person.Name } });

        Assert.Equal(("01924 000000", ""), (person.Phone, Assert.Single(found.Participants).Phone));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_a_GET_or_a_POST_over_REST(bool post)
    {
        var department = await fixture.DepartmentAsync();
        using var http = fixture.Service.Http();
        var path = $"v1/{Parent}/departments:batchGet";

        using var response = post
            ? await http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(
                $$"""{"names": ["{{department.Name}}"]}""", System.Text.Encoding.UTF8, "application/json"))
            : await http.GetAsync(new Uri($"{path}?names={department.Name}", UriKind.Relative));

        Assert.Contains(department.Name, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(response.IsSuccessStatusCode);
    }

    const string Parent = PeopleFixture.Hub;

    V1.ParticipantService.ParticipantServiceClient Reader() =>
        fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of(PeopleFixture.Hub["hubs/".Length..], "participants.read"));

    Task<V1.BatchGetParticipantsResponse> GetAsync(params string[] names) =>
        fixture.People.BatchGetParticipantsAsync(new() { Parent = Parent, Names = { names } }).ResponseAsync;
}

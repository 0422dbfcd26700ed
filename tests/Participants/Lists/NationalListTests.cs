using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Testing;
using Npgsql;

namespace Mastery.Participants.Tests;

/// <summary>Lists over all hubs read as many rows as a page has, whatever the number of hubs.</summary>
public sealed class NationalListTests(ManyHubsFixture fixture) : IClassFixture<ManyHubsFixture>
{
    const int Size = 400;

    [Theory]
    [InlineData("applications")]
    [InlineData("departments")]
    [InlineData("enquiries")]
    [InlineData("enrolments")]
    [InlineData("letters")]
    [InlineData("participants")]
    [InlineData("participations")]
    [InlineData("sessions")]
    [InlineData("workGroups")]
    public Task Reads_no_more_than_a_page_by_creation(string list) => ReadAsync(list, "");

    [Theory]
    [InlineData("applications", "create_time desc")]
    [InlineData("departments", "create_time desc")]
    [InlineData("enquiries", "create_time desc")]
    [InlineData("enrolments", "create_time desc")]
    [InlineData("letters", "create_time desc")]
    [InlineData("participants", "create_time desc")]
    [InlineData("participations", "create_time desc")]
    [InlineData("sessions", "start_time desc")]
    [InlineData("workGroups", "create_time desc")]
    public Task Reads_no_more_than_a_page_newest_first(string list, string order) => ReadAsync(list, order);

    [Theory]
    [InlineData("participants", "family_name")]
    [InlineData("participants", "family_name desc")]
    [InlineData("workGroups", "display_name")]
    public Task Reads_no_more_than_a_page_by_name(string list, string order) => ReadAsync(list, order);

    [Theory]
    [InlineData("applications", "update_time desc")]
    [InlineData("departments", "update_time")]
    [InlineData("participants", "update_time desc")]
    [InlineData("workGroups", "update_time desc")]
    public Task Reads_no_more_than_a_page_of_what_changed_last(string list, string order) => ReadAsync(list, order);

    [Theory]
    [InlineData("applications", "state = DRAFT")]
    [InlineData("enquiries", "state = OPEN")]
    [InlineData("participants", "state = ACTIVE")]
    public Task Reads_no_more_than_a_page_of_what_a_filter_finds_often(string list, string filter) =>
        ReadAsync(list, "create_time desc", filter);

    [Theory]
    [InlineData("create_time desc")]
    [InlineData("submit_time")]
    public async Task Reads_no_more_than_the_few_old_applications_that_a_state_finds(string order)
    {
        var answer = (V1.ListApplicationsResponse)await PageAsync("applications", order, "state = SUBMITTED", "");

        Assert.Equal((4, ""), (answer.Applications.Count, answer.NextPageToken));
    }

    [Fact]
    public async Task Reads_more_in_an_order_without_an_index()
    {
        fixture.Service.Logs.Expect(entry =>
            entry.Exception is PostgresException { SqlState: PostgresErrorCodes.RaiseException });

        await Assert.ThrowsAsync<RpcException>(() => ReadAsync("applications", "waitlist_position"));
    }

    /// <summary>Reads three pages: the third would read too much if the first two were read again for it.</summary>
    async Task ReadAsync(string list, string order, string filter = "")
    {
        HashSet<string> names = [];
        var token = "";
        for (var page = 1; page <= 3; page++)
        {
            var answer = await PageAsync(list, order, filter, token);
            var rows = answer.Descriptor.Fields.InFieldNumberOrder()[0];
            names.UnionWith(((System.Collections.IEnumerable)rows.Accessor.GetValue(answer))
                .Cast<IMessage>().Select(row => Text(row, "name")));
            token = Text(answer, "next_page_token");
        }

        Assert.Equal(3 * Size, names.Count);
    }

    async Task<IMessage> PageAsync(string list, string order, string filter, string token)
    {
        var (people, groups) = (People, Groups);
        return list switch
        {
            "applications" => await groups.ListApplicationsAsync(Request<V1.ListApplicationsRequest>("hubs/-")),
            "departments" => await people.ListDepartmentsAsync(Request<V1.ListDepartmentsRequest>("hubs/-")),
            "enquiries" => await groups.ListEnquiriesAsync(Request<V1.ListEnquiriesRequest>("hubs/-")),
            "enrolments" => await groups.ListEnrolmentsAsync(
                Request<V1.ListEnrolmentsRequest>("hubs/-/workGroups/-")),
            "letters" => await groups.ListLettersAsync(Request<V1.ListLettersRequest>("hubs/-")),
            "participants" => await people.ListParticipantsAsync(Request<V1.ListParticipantsRequest>("hubs/-")),
            "participations" => await people.ListPastParticipationsAsync(
                Request<V1.ListPastParticipationsRequest>("hubs/-/departments/-")),
            "sessions" => await groups.ListSessionsAsync(Request<V1.ListSessionsRequest>("hubs/-/workGroups/-")),
            "workGroups" => await groups.ListWorkGroupsAsync(Request<V1.ListWorkGroupsRequest>("hubs/-")),
            _ => throw new ArgumentException(list, nameof(list)),
        };

        T Request<T>(string parent) where T : IMessage, new()
        {
            var request = new T();
            Set(request, "parent", parent);
            Set(request, "page_size", Size);
            Set(request, "page_token", token);
            Set(request, "order_by", order);
            Set(request, "filter", filter);
            return request;
        }
    }

    V1.ParticipantService.ParticipantServiceClient People =>
        fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
            Token.Of("*", "participants.read", "workgroups.read", "national.read"));

    V1.WorkGroupService.WorkGroupServiceClient Groups => fixture.Client<V1.WorkGroupService.WorkGroupServiceClient>(
        Token.Of("*", "workgroups.read", "participants.read", "national.read"));

    static void Set(IMessage message, string field, object value) =>
        Field(message, field).Accessor.SetValue(message, value);

    static string Text(IMessage message, string field) => (string)Field(message, field).Accessor.GetValue(message);

    static FieldDescriptor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name);
}

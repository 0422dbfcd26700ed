using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Common.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using static Mastery.Participants.V1.WorkGroupService;

namespace Mastery.Suite.Tests.Writes;

/// <summary>Three hundred departments that are accepted for ten places at once, by three processes.</summary>
public sealed class ConcurrentAcceptsTests(RunningSuite suite)
{
    const int Applying = 300;
    const int Places = 10;
    const int FirstUrn = 970_100;
    const string Hub = $"hubs/{RunningSuite.OtherHub}";
    const string Project = "projects/NCP24-12";

    [Fact]
    public async Task Ten_places_take_exactly_ten()
    {
        var group = await GroupAsync();
        var applications = await SubmitAsync();
        await using var one = new Replica(suite, "participants", "services/Participants");
        await using var two = new Replica(suite, "participants", "services/Participants");
        await Task.WhenAll(one.StartAsync(), two.StartAsync());
        using var first = GrpcChannel.ForAddress(one.Address);
        using var second = GrpcChannel.ForAddress(two.Address);
        WorkGroupServiceClient[] processes = [new(suite.Channel), new(first), new(second)];
        var headers = await HeadersAsync();

        var answers = await Task.WhenAll(applications.Select((application, number) => AnswerAsync(
            processes[number % processes.Length], headers, new() { Name = application, WorkGroup = group })));

        Assert.Equal(
            [("ACCEPTED", Places), ("WORK_GROUP_FULL", Applying - Places)],
            answers.CountBy(answer => answer).Select(count => (count.Key, count.Value)).Order());
        var api = suite.As(RunningSuite.OtherHubClient).WorkGroups;
        var enrolments = await api.ListEnrolmentsAsync(new() { Parent = group, PageSize = 1_000 });
        Assert.Equal(
            (Places, Places),
            ((await api.GetWorkGroupAsync(new() { Name = group })).EnrolledCount, enrolments.Enrolments.Count));
    }

    async Task<string> GroupAsync()
    {
        var groups = suite.As(RunningSuite.OtherHubClient).WorkGroups;
        var made = await groups.CreateWorkGroupAsync(new()
        {
            Parent = Hub,
            WorkGroup = new() { Focus = $"{Project}/foci/whole", DisplayName = "Wanted by all", Capacity = Places },
        });
        return (await groups.OpenWorkGroupAsync(new() { Name = made.Name })).Name;
    }

    async Task<string[]> SubmitAsync()
    {
        var urns = Enumerable.Range(FirstUrn, Applying).ToList();
        await HubSchools.ImportAsync(suite, urns);
        var submitted = new string[Applying];
        await Parallel.ForAsync(
            0, Applying, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, _) => submitted[number] = await SubmitAsync(urns[number]));
        return submitted;
    }

    async Task<string> SubmitAsync(int urn)
    {
        var api = suite.As(RunningSuite.OtherHubClient);
        var department = await api.People.CreateDepartmentAsync(new()
        {
            Parent = Hub,
            Department = new() { School = $"schools/{urn}", Subject = Subject.Mathematics },
        });
        var draft = await api.WorkGroups.CreateApplicationAsync(new()
        {
            Parent = Hub,
            Application = new()
            {
                Department = department.Name,
                Focus = $"{Project}/foci/whole",
                Advocates = { await AdvocateAsync(department.Name), await AdvocateAsync(department.Name) },
                HeadteacherAgreement = new() { DisplayName = "Grace Hopper", AgreeDate = "2024-07-01" },
            },
        });
        return (await api.WorkGroups.SubmitApplicationAsync(new() { Name = draft.Name })).Name;
    }

    async Task<Application.Types.Advocate> AdvocateAsync(string department)
    {
        var person = await suite.As(RunningSuite.OtherHubClient).People.CreateParticipantAsync(new()
        {
            Parent = Hub,
            Participant = new()
            {
                GivenName = "Ada",
                FamilyName = "Lovelace",
                Posts = { new Participant.Types.Post { Department = department } },
            },
        });
        return new() { Participant = person.Name, Experienced = true };
    }

    static async Task<string> AnswerAsync(
        WorkGroupServiceClient client, Metadata headers, AcceptApplicationRequest request)
    {
        try
        {
            return (await client.AcceptApplicationAsync(request, headers)).State.ToString().ToUpperInvariant();
        }
        catch (RpcException refusal)
        {
            return refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? $"{refusal.StatusCode}";
        }
    }

    async Task<Metadata> HeadersAsync() =>
        new() { { "authorization", $"Bearer {await suite.TokenAsync(RunningSuite.OtherHubClient)}" } };
}

using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Writes;

/// <summary>Two hundred callers that create the same at the same time.</summary>
public sealed class ConcurrentCreatesTests(RunningSuite suite)
{
    const int Callers = 200;

    [Fact]
    public async Task With_one_request_id_they_create_one_and_all_get_it()
    {
        var title = $"At once {Guid.NewGuid():N}"[..16];
        var request = new CreateWorkGroupRequest
        {
            Parent = $"hubs/{RunningSuite.Hub}",
            WorkGroup = new() { Focus = "projects/NCP24-14/foci/b", DisplayName = title, Capacity = 8 },
            RequestId = $"{Guid.NewGuid()}",
        };

        var answers = await AskAsync("mastery.participants.v1.WorkGroupService.CreateWorkGroup", _ => request);

        var group = Assert.IsType<WorkGroup>(Assert.Single(answers.Distinct()));
        Assert.Equal([group.Name], await suite.Databases.ReadAsync(
            "participants",
            "SELECT 'hubs/' || hub_id || '/workGroups/' || id FROM work_group WHERE display_name = $1",
            title));
        Assert.Equal(["1"], await ChangesAsync(group.Name));
    }

    [Fact]
    public async Task With_different_request_ids_one_creates_it_and_the_others_get_ALREADY_EXISTS()
    {
        await HubSchools.ImportAsync(suite, 980100);
        var request = new CreateDepartmentRequest
        {
            Parent = $"hubs/{RunningSuite.Hub}",
            Department = new() { School = "schools/980100", Subject = Subject.Mathematics },
        };

        var answers = await AskAsync(
            "mastery.participants.v1.ParticipantService.CreateDepartment",
            _ => new CreateDepartmentRequest(request) { RequestId = $"{Guid.NewGuid()}" });

        var department = Assert.Single(answers.OfType<Department>());
        Assert.Equal(Callers - 1, answers.Count(answer => answer is StatusCode.AlreadyExists));
        Assert.Equal(["1"], await ChangesAsync(department.Name));
    }

    async Task<object[]> AskAsync(string method, Func<int, Google.Protobuf.IMessage> request)
    {
        var (called, token) = (Tenancy.Method(method), await suite.TokenAsync(RunningSuite.HubClient));
        return await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(number => TryAsync(called, request(number), token)));
    }

    async Task<object> TryAsync(ContractMethod method, Google.Protobuf.IMessage request, string token)
    {
        try
        {
            return await MethodCall.SendAsync(suite.Channel.CreateCallInvoker(), method.Descriptor, request, token);
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    Task<IReadOnlyList<string>> ChangesAsync(string name) => suite.Databases.ReadAsync(
        "participants", "SELECT count(*) FROM change WHERE resource = $1", name);
}

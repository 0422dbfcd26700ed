using System.Globalization;
using Mastery.Changes.V1;
using Mastery.Contracts;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Writes;

/// <summary>The change log of every service as its callers read it.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class ListedChangesTests(RunningSuite suite)
{
    public static TheoryData<string, string> Logs { get; } =
    [
        .. from method in ContractIndex.Methods
           where method.Descriptor.OutputType == ListChangesResponse.Descriptor
           from hub in (string[])["hubs/national", $"hubs/{RunningSuite.Hub}"]
           select (method.Descriptor.FullName, hub),
    ];

    // Bulk writes put their rows into the log by SQL, so whether each can be read is not known before.
    [Theory, MemberData(nameof(Logs))]
    public async Task Tell_all_of_every_change_to_who_may_read_everything(string name, string hub)
    {
        var method = ContractIndex.Methods.Single(found => found.Descriptor.FullName == name);
        var request = new ListChangesRequest { Parent = hub, PageSize = 1000 };
        List<Change> changes = [];
        do
        {
            var page = (ListChangesResponse)await MethodCall.SendAsync(
                suite.Channel.CreateCallInvoker(), method.Descriptor, request, suite.Tokens.Sign());
            changes.AddRange(page.Changes);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.All(changes, change =>
        {
            Assert.Empty(change.WithheldFields);
            Assert.True((change.Before ?? change.After) is not null, $"{change} has no state.");
        });
        Assert.Equal(await CountAsync(method, hub), changes.Count);
    }

    async Task<int> CountAsync(ContractMethod method, string hub)
    {
        var service = method.Descriptor.File.Package.Split('.')[1].Replace('_', '-');
        var counts = await suite.Databases.ReadAsync(
            service, $"SELECT count(*)::text FROM change WHERE hub_id = '{hub["hubs/".Length..]}'");
        return int.Parse(counts.Single(), CultureInfo.InvariantCulture);
    }
}

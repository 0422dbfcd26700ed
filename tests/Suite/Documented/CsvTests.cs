using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Mastery.Contracts;
using Mastery.Csv;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Every list of the contract is a table too, with the rows of its JSON.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class CsvTests(RunningSuite suite, SeededHubs hubs)
{
    public static TheoryData<string> Lists { get; } =
    [
        .. ContractIndex.Methods.Where(method => CsvList.Of(method.Descriptor) is not null)
            .Select(method => method.Path),
    ];

    [Theory, MemberData(nameof(Lists))]
    public async Task Has_the_rows_of_the_list(string path)
    {
        var method = ContractIndex.Methods.Single(method => method.Path == path);
        var json = JsonDocument.Parse(await GetAsync(method, "application/json")).RootElement;

        using var csv = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(await GetAsync(method, "text/csv"))));
        var rows = 0;
        while (csv.Read())
        {
            rows++;
        }

        Assert.Equal(CsvList.Of(method.Descriptor)!.Columns.Names, csv.Headers.ToArray());
        Assert.Equal(
            json.EnumerateObject().Single(field => field.Value.ValueKind == JsonValueKind.Array).Value.GetArrayLength(),
            rows);
    }

    [Fact]
    public void Of_every_list_method() => Assert.Equal(
        ContractIndex.Methods.Where(method => method.Descriptor.Name is "PreviewRetention"
            || method.Descriptor.Name.StartsWith("List", StringComparison.Ordinal)).Select(method => method.Path),
        Lists.Select(list => list.Data));

    async Task<string> GetAsync(ContractMethod method, string mediaType)
    {
        var message = hubs.One.Requests.For(method.Descriptor);
        using var request = RestCall.Of(method.Routes[0], message, suite.Tokens.Sign());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        using var answer = await suite.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == mediaType, $"{request.RequestUri}: {body}");
        return body;
    }
}

using Grpc.Core;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;
using ErrorReason = Mastery.Errors.V1.ErrorReason;

namespace Mastery.Participants.Tests;

public sealed class BatchGetSchoolsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Answers_schools_in_the_order_of_the_names()
    {
        await fixture.ImportAsync(Record("299981"), Record("299982"));

        var found = await GetAsync("schools/299982", "schools/299981", "schools/299982");

        Assert.Equal(["299982", "299981", "299982"], found.Schools.Select(school => school.Urn));
    }

    [Fact]
    public async Task Names_those_that_are_missing()
    {
        await fixture.ImportAsync(Record("299983"));

        var refusal = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => GetAsync("schools/299983", "schools/299984"));

        Assert.Contains("'schools/299984' was not found", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Refuses_a_request_without_names() => Refused.ForFieldAsync("names", () => GetAsync());

    [Fact]
    public Task Refuses_the_name_of_something_else() =>
        Refused.ForFieldAsync("names[0]", () => GetAsync("hubs/solent"));

    Task<V1.BatchGetSchoolsResponse> GetAsync(params string[] names) =>
        fixture.Directory.BatchGetSchoolsAsync(new() { Names = { names } }).ResponseAsync;
}

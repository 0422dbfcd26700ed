using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

public sealed class GetSchoolTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Answers_callers_of_any_hub()
    {
        var school = await fixture.SchoolAsync();
        var client = fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>(
            Token.Of("sussex", "directory.read"));

        var answer = await client.GetSchoolAsync(new() { Name = school.Name });

        Assert.Equal(school, answer);
    }

    [Fact]
    public Task Does_not_find_one_that_is_not_there() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.GetAsync("999999"));

    [Fact]
    public async Task Requires_the_scope()
    {
        var client = fixture.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>(
            Token.Of("sussex", "plans.read"));

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing,
            async () => await client.GetSchoolAsync(new() { Name = "schools/999999" }));
    }
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class RetireProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Retires_a_published_one_without_a_new_revision()
    {
        var published = await fixture.PublishedAsync();

        var retired = await RetireAsync(published.Name, published.Etag);

        Assert.Equal((V1.Project.Types.State.Retired, 1), (retired.State, retired.Revision));
    }

    [Fact]
    public async Task Refuses_a_draft() => await RefusesAsync((await fixture.DraftAsync()).Name);

    [Fact]
    public async Task Refuses_one_already_retired() => await RefusesAsync((await fixture.RetiredAsync()).Name);

    [Fact]
    public async Task Refuses_a_version_that_is_not_the_present_one()
    {
        var published = await fixture.PublishedAsync();

        await Refused.WithAsync(
            StatusCode.Aborted, ErrorReason.Conflict, () => RetireAsync(published.Name, published.Etag + "0"));
    }

    Task<Google.Rpc.Status> RefusesAsync(string name) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, () => RetireAsync(name));

    Task<V1.Project> RetireAsync(string name, string etag = "") =>
        fixture.Catalogue.RetireProjectAsync(new() { Name = name, Etag = etag }).ResponseAsync;
}

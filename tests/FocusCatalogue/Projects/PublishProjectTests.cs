using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class PublishProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Publishes_a_draft_as_its_first_revision()
    {
        var draft = await fixture.DraftAsync();
        await fixture.FocusAsync(draft);

        var published = await PublishAsync(draft.Name, draft.Etag);

        Assert.Equal((V1.Project.Types.State.Published, 1), (published.State, published.Revision));
        Assert.NotEqual(draft.Etag, published.Etag);
    }

    [Fact]
    public async Task Refuses_one_without_foci_and_routes_and_says_both()
    {
        var draft = await fixture.DraftAsync(project => project.EligibilityPolicy = null);

        var refusal = await RefusesAsync(draft.Name, ErrorReason.Incomplete);

        Assert.Equal(
            ["FOCI", "ROUTES"],
            refusal.GetDetail<PreconditionFailure>().Violations.Select(violation => violation.Type));
    }

    [Fact]
    public async Task Publishes_a_local_one_without_routes()
    {
        var draft = await fixture.DraftAsync(CatalogueFixture.Local("hubs/sussex"));
        await fixture.FocusAsync(draft);

        Assert.Equal(V1.Project.Types.State.Published, (await PublishAsync(draft.Name)).State);
    }

    [Fact]
    public async Task Refuses_one_already_published() => await RefusesAsync((await fixture.PublishedAsync()).Name);

    [Fact]
    public async Task Refuses_one_that_is_retired() => await RefusesAsync((await fixture.RetiredAsync()).Name);

    [Fact]
    public async Task Refuses_a_version_that_is_not_the_present_one()
    {
        var draft = await fixture.DraftAsync();
        await fixture.FocusAsync(draft);

        await Refused.WithAsync(
            StatusCode.Aborted, ErrorReason.Conflict, () => PublishAsync(draft.Name, draft.Etag + "0"));
    }

    [Fact]
    public async Task Publishes_once_when_asked_many_times_at_once()
    {
        var draft = await fixture.DraftAsync();
        await fixture.FocusAsync(draft);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await PublishAsync(draft.Name);
                return StatusCode.OK;
            }
            catch (RpcException refusal)
            {
                return refusal.StatusCode;
            }
        }));

        Assert.Single(outcomes, StatusCode.OK);
        Assert.All(
            outcomes.Where(outcome => outcome != StatusCode.OK),
            outcome => Assert.Equal(StatusCode.FailedPrecondition, outcome));
    }

    Task<Google.Rpc.Status> RefusesAsync(string name, ErrorReason reason = ErrorReason.WrongState) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, () => PublishAsync(name));

    Task<V1.Project> PublishAsync(string name, string etag = "") =>
        fixture.Catalogue.PublishProjectAsync(new() { Name = name, Etag = etag }).ResponseAsync;
}

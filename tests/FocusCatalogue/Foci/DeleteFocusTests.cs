using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class DeleteFocusTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Refuses_the_focus_of_a_published_project() => await RefusesAsync(await fixture.PublishedAsync());

    [Fact]
    public async Task Refuses_the_focus_of_a_retired_project() => await RefusesAsync(await fixture.RetiredAsync());

    [Fact]
    public async Task Refuses_one_that_another_continues()
    {
        var draft = await fixture.DraftAsync();
        var focus = await fixture.FocusAsync(draft);
        await fixture.Catalogue.CopyProjectAsync(
            new() { Name = draft.Name, Code = CatalogueFixture.Later(draft.Code).ToString() });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => DeleteAsync(focus.Name));
    }

    [Fact]
    public async Task Of_the_last_focus_never_meets_the_projects_publication()
    {
        for (var round = 0; round < 10; round++)
        {
            var draft = await fixture.DraftAsync();
            var focus = await fixture.FocusAsync(draft);

            await Task.WhenAll(
                TryAsync(() => DeleteAsync(focus.Name)),
                TryAsync(() => fixture.Catalogue.PublishProjectAsync(new() { Name = draft.Name }).ResponseAsync));

            var project = await fixture.Catalogue.GetProjectAsync(new() { Name = draft.Name });
            var foci = await fixture.Catalogue.ListFociAsync(new() { Parent = draft.Name });
            Assert.Equal(project.State == V1.Project.Types.State.Published, foci.Foci.Count == 1);
        }
    }

    static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refusal)
        {
            Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        }
    }

    Task<Google.Rpc.Status> RefusesAsync(V1.Project project) => Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeleteAsync($"{project.Name}/foci/a"));

    Task<Google.Protobuf.WellKnownTypes.Empty> DeleteAsync(string name) =>
        fixture.Catalogue.DeleteFocusAsync(new() { Name = name }).ResponseAsync;
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class DeleteFocus(CatalogueFixture fixture)
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
        await fixture.Catalogue.CopyProjectAsync(new() { Name = draft.Name, Code = CatalogueFixture.Later(draft.Code).ToString() });

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => DeleteAsync(focus.Name));
    }

    Task<Google.Rpc.Status> RefusesAsync(V1.Project project) => Refused.WithAsync(
        StatusCode.FailedPrecondition, ErrorReason.WrongState, () => DeleteAsync($"{project.Name}/foci/a"));

    Task<Google.Protobuf.WellKnownTypes.Empty> DeleteAsync(string name) => fixture.Catalogue.DeleteFocusAsync(new() { Name = name }).ResponseAsync;
}

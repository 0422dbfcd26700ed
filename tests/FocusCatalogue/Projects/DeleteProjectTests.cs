using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class DeleteProjectTests(CatalogueFixture fixture)
{
    [Fact]
    public async Task Refuses_one_that_has_foci_until_they_are_gone()
    {
        var draft = await fixture.DraftAsync();
        var focus = await fixture.FocusAsync(draft);

        await RefusesAsync(ErrorReason.HasChildren, draft.Name);
        await fixture.Catalogue.DeleteFocusAsync(new() { Name = focus.Name });
        await DeleteAsync(draft.Name);

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => fixture.Catalogue.GetProjectAsync(new() { Name = draft.Name }).ResponseAsync);
    }

    [Fact]
    public async Task Refuses_one_that_is_published() =>
        await RefusesAsync(ErrorReason.WrongState, (await fixture.PublishedAsync()).Name);

    [Fact]
    public async Task Refuses_one_that_is_retired() =>
        await RefusesAsync(ErrorReason.WrongState, (await fixture.RetiredAsync()).Name);

    [Fact]
    public async Task Refuses_one_that_another_continues()
    {
        var draft = await fixture.DraftAsync();
        await fixture.Catalogue.CopyProjectAsync(
            new() { Name = draft.Name, Code = CatalogueFixture.Later(draft.Code).ToString() });

        await RefusesAsync(ErrorReason.HasChildren, draft.Name);
    }

    Task<Google.Rpc.Status> RefusesAsync(ErrorReason reason, string name) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, reason, () => DeleteAsync(name));

    Task<Google.Protobuf.WellKnownTypes.Empty> DeleteAsync(string name) =>
        fixture.Catalogue.DeleteProjectAsync(new() { Name = name }).ResponseAsync;
}

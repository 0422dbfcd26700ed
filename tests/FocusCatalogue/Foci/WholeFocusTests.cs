using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The one focus of a project without lettered foci.</summary>
public sealed class WholeFocusTests(CatalogueFixture fixture)
{
    [Theory]
    [InlineData("NCP24-12")]
    [InlineData("NCP24-13")]
    public async Task Has_the_code_of_its_project(string code)
    {
        var focus = Assert.Single(
            (await fixture.Catalogue.ListFociAsync(new() { Parent = $"projects/{code}" })).Foci);

        Assert.Equal(($"projects/{code}/foci/whole", code), (focus.Name, focus.Code));
        Assert.DoesNotContain("letter", focus.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NCP24-12")]
    [InlineData("24-12")]
    [InlineData("Project Code: NCP24-12")]
    public async Task Is_what_the_code_of_its_project_means(string written)
    {
        var meant = await fixture.Catalogue.ResolveCodeAsync(new() { Code = written });

        Assert.Equal("projects/NCP24-12", meant.Project.Name);
        Assert.Equal("projects/NCP24-12/foci/whole", Assert.Single(meant.Foci).Name);
    }

    [Fact]
    public async Task Is_found_by_the_name_that_it_had_and_in_the_revision_of_that_time()
    {
        var present = await ReadAsync("a", 0);
        var first = await ReadAsync("whole", 1);

        Assert.Equal(await ReadAsync("whole", 0), present);
        Assert.Equal("projects/NCP24-12/foci/whole", present.Name);
        Assert.Equal("projects/NCP24-12/foci/a", first.Name);
        Assert.Equal(first, await ReadAsync("a", 1));
        Assert.Equal(present, await ReadAsync("a", 2));
        Assert.Equal(
            present, Assert.Single((await fixture.Catalogue.ResolveCodeAsync(new() { Code = "NCP24-12a" })).Foci));
    }

    [Fact]
    public async Task Is_alone_in_its_project()
    {
        var (whole, lettered) = (await fixture.DraftAsync(), await fixture.DraftAsync());
        await fixture.FocusAsync(whole, "whole");
        await fixture.FocusAsync(lettered, "a");

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => fixture.FocusAsync(whole, "a"));
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => fixture.FocusAsync(lettered, "whole"));

        Assert.StartsWith(
            $"{whole.Code} has one focus that stands for the whole of it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_copied_and_no_letter_means_it()
    {
        var draft = await fixture.DraftAsync();
        await fixture.FocusAsync(draft, "whole");
        var code = $"{CatalogueFixture.Later(draft.Code)}";

        var copy = await fixture.Catalogue.CopyProjectAsync(new() { Name = draft.Name, Code = code });
        await fixture.Catalogue.PublishProjectAsync(new() { Name = copy.Project.Name });
        var refusal = await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => fixture.Catalogue.ResolveCodeAsync(new() { Code = $"{code}a" }).ResponseAsync);

        Assert.Equal(
            (code, $"{draft.Name}/foci/whole", false),
            (copy.Foci[0].Code, copy.Foci[0].Continues, copy.Foci[0].NewInYear));
        Assert.Equal($"{code} has no lettered foci: its code is {code} alone.", refusal.Message);
    }

    Task<V1.Focus> ReadAsync(string id, long revision) => fixture.Catalogue.GetFocusAsync(
        new() { Name = $"projects/NCP24-12/foci/{id}", Revision = revision }).ResponseAsync;
}

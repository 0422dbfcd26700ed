using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.FocusCatalogue.Tests;

public sealed class ResolveCodeTests(CatalogueFixture fixture)
{
    [Theory]
    [InlineData("NCP24-14b", "b")]
    [InlineData("ncp 24-14B", "b")]
    [InlineData("NCP24-14a/b/c/d", "abcd")]
    [InlineData("24–14 d/a", "ad")]
    [InlineData("ncp 24 14 B", "b")]
    [InlineData("NCP24-14(b)", "b")]
    [InlineData("NCP24-14 a and b", "ab")]
    [InlineData("NCP24-14 a–c", "abc")]
    [InlineData("Project Code: NCP24-14a/b/c/d", "abcd")]
    [InlineData("ＮＣＰ２４－１４ｂ", "b")]
    public async Task Answers_each_focus_that_a_code_names(string code, string letters)
    {
        var meant = await ResolveAsync(code);

        Assert.Equal(
            letters.Select(letter => $"projects/NCP24-14/foci/{letter}"), meant.Foci.Select(focus => focus.Name));
        Assert.Null(meant.Project);
    }

    [Theory]
    [InlineData("NCP24-14")]
    [InlineData("24 -14")]
    public async Task Answers_a_projects_code_with_the_project_and_its_foci(string code)
    {
        var meant = await ResolveAsync(code);

        Assert.Equal("projects/NCP24-14", meant.Project.Name);
        Assert.Equal(["NCP24-14a", "NCP24-14b", "NCP24-14c", "NCP24-14d"], meant.Foci.Select(focus => focus.Code));
    }

    [Fact]
    public async Task Finds_a_project_once_it_is_published_and_when_it_is_retired()
    {
        var draft = await fixture.DraftAsync();
        await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ResolveAsync(draft.Code));

        await fixture.FocusAsync(draft, "a");
        await fixture.Catalogue.PublishProjectAsync(new() { Name = draft.Name });
        var published = await ResolveAsync(draft.Code);
        var retired = await fixture.Catalogue.RetireProjectAsync(new() { Name = draft.Name });

        Assert.Equal(draft.Name, published.Project.Name);
        Assert.Equal(retired, (await ResolveAsync(draft.Code)).Project);
    }

    [Theory]
    [InlineData("NCP24-14a/e", "NCP24-14 has no focus e: it has a, b, c, d.")]
    [InlineData("NCP24-14d-f", "NCP24-14 has no focus e and no focus f: it has a, b, c, d.")]
    public async Task Says_which_letter_means_nothing(string code, string message)
    {
        var refusal = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ResolveAsync(code));

        Assert.Equal(message, refusal.Message);
    }

    [Theory]
    [InlineData("NCP24-14z")]
    [InlineData("NCP01-01")]
    [InlineData("the Sustaining group")]
    public async Task Knows_no_code_that_means_nothing(string code)
    {
        var refusal = await Refused.WithAsync(
            StatusCode.NotFound, ErrorReason.ResourceNotFound, () => ResolveAsync(code));

        Assert.Equal(code, refusal.GetDetail<ResourceInfo>().ResourceName);
    }

    [Fact]
    public Task Refuses_no_code() => Refused.ForFieldAsync("code", () => ResolveAsync(""));

    [Fact]
    public async Task Is_reached_over_REST()
    {
        using var http = fixture.Service.Http();

        var json = await http.GetStringAsync(
            new Uri("v1/foci:resolve?code=NCP%2024-14b", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("\"projects/NCP24-14/foci/b\"", json, StringComparison.Ordinal);
    }

    Task<V1.ResolveCodeResponse> ResolveAsync(string code) =>
        fixture.Catalogue.ResolveCodeAsync(new() { Code = code }).ResponseAsync;
}

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
    [InlineData("NCP24-14a/z", "a")]
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
    public async Task Answers_a_project_that_has_no_foci_yet()
    {
        var draft = await fixture.DraftAsync();

        var meant = await ResolveAsync(draft.Code);

        Assert.Equal(draft, meant.Project);
        Assert.Empty(meant.Foci);
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

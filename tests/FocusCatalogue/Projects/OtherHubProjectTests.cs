using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Catalogue = Mastery.FocusCatalogue.V1.FocusCatalogueService.FocusCatalogueServiceClient;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>What a token for one hub may not do: change what is national, and know of another hub's local
/// projects.</summary>
public sealed class OtherHubProjectTests(CatalogueFixture fixture)
{
    const string Hub = "hubs/yorkshire-and-the-humber";
    const string Stranger = "hubs/sussex";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finds_no_local_project_of_another_hub(bool published)
    {
        var (project, focus) = await LocalAsync(published);
        var other = fixture.Of(Stranger);
        Func<Task>[] calls =
        [
            () => other.GetProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => other.GetProjectAsync(new() { Name = project.Name, Revision = 1 }).ResponseAsync,
            () => other.GetFocusAsync(new() { Name = focus.Name }).ResponseAsync,
            () => other.GetFocusAsync(new() { Name = focus.Name, Revision = 1 }).ResponseAsync,
            () => other.ListFociAsync(new() { Parent = project.Name }).ResponseAsync,
            () => other.ResolveCodeAsync(new() { Code = project.Code }).ResponseAsync,
            () => other.ResolveCodeAsync(new() { Code = focus.Code }).ResponseAsync,
            () => other.UpdateProjectAsync(new() { Project = project }).ResponseAsync,
            () => other.PublishProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => other.RetireProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => other.DeleteProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => other.CopyProjectAsync(new() { Name = project.Name, Code = project.Code + "-90" }).ResponseAsync,
            () => other.CreateFocusAsync(
                new() { Parent = project.Name, FocusId = "c", Focus = Examples.Focus() }).ResponseAsync,
            () => other.UpdateFocusAsync(new() { Focus = focus }).ResponseAsync,
            () => other.DeleteFocusAsync(new() { Name = focus.Name }).ResponseAsync,
        ];

        foreach (var call in calls)
        {
            await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, call);
        }

        Assert.Equal(project, await fixture.Of(Hub).GetProjectAsync(new() { Name = project.Name }));
    }

    [Fact]
    public async Task Lists_the_hubs_own_beside_the_national_ones()
    {
        var (project, focus) = await LocalAsync(published: true);

        var (own, others) = (await CodesAsync(fixture.Of(Hub)), await CodesAsync(fixture.Of(Stranger)));

        Assert.Contains(project.Code, own);
        Assert.Contains(focus.Code, own);
        Assert.DoesNotContain(project.Code, others);
        Assert.DoesNotContain(focus.Code, others);
        Assert.Contains("NCP24-14", others);
        Assert.Contains("NCP24-14b", others);
        Assert.Contains(project.Code, await CodesAsync(fixture.Catalogue));
    }

    [Theory]
    [InlineData(" b")]
    [InlineData("b")]
    public async Task Resolves_the_hubs_own_code_as_people_write_it(string letter)
    {
        var (project, focus) = await LocalAsync(published: true);

        var written = project.Code.ToLowerInvariant().Replace('-', ' ') + letter;
        var found = await fixture.Of(Hub).ResolveCodeAsync(new() { Code = written });
        var whole = await fixture.Of(Hub).ResolveCodeAsync(new() { Code = project.Code.ToLowerInvariant() });

        Assert.Equal([focus.Name], found.Foci.Select(one => one.Name));
        Assert.Equal((project.Name, 2), (whole.Project.Name, whole.Foci.Count));
    }

    [Fact]
    public async Task Changes_nothing_that_is_national()
    {
        var own = fixture.Of(Hub);
        var project = (await fixture.Catalogue.GetProjectAsync(new() { Name = "projects/NCP24-14" }));
        var focus = await fixture.Catalogue.GetFocusAsync(new() { Name = "projects/NCP24-14/foci/b" });
        Func<Task>[] calls =
        [
            () => own.CreateProjectAsync(new() { Project = CatalogueFixture.Example() }).ResponseAsync,
            () => own.UpdateProjectAsync(new() { Project = project }).ResponseAsync,
            () => own.PublishProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => own.RetireProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => own.DeleteProjectAsync(new() { Name = project.Name }).ResponseAsync,
            () => own.DeleteProjectAsync(new() { Name = "projects/NCP01-01" }).ResponseAsync,
            () => own.CopyProjectAsync(new() { Name = project.Name, Code = "NCP26-14" }).ResponseAsync,
            () => own.CreateFocusAsync(
                new() { Parent = project.Name, FocusId = "e", Focus = Examples.Focus() }).ResponseAsync,
            () => own.UpdateFocusAsync(new() { Focus = focus }).ResponseAsync,
            () => own.DeleteFocusAsync(new() { Name = focus.Name }).ResponseAsync,
        ];

        foreach (var call in calls)
        {
            await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, call);
        }
    }

    [Fact]
    public Task Makes_no_project_for_another_hub() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.Of(Stranger).CreateProjectAsync(
            new() { Project = CatalogueFixture.Example(CatalogueFixture.Local(Hub)) }).ResponseAsync);

    /// <summary>A local project with two foci, and the second of these.</summary>
    async Task<(V1.Project, V1.Focus)> LocalAsync(bool published)
    {
        var own = fixture.Of(Hub);
        var project = await own.CreateProjectAsync(
            new() { Project = CatalogueFixture.Example(CatalogueFixture.Local(Hub)) });
        await own.CreateFocusAsync(new() { Parent = project.Name, FocusId = "a", Focus = Examples.Focus() });
        var focus = await own.CreateFocusAsync(
            new() { Parent = project.Name, FocusId = "b", Focus = Examples.Focus() });
        return (published ? await own.PublishProjectAsync(new() { Name = project.Name }) : project, focus);
    }

    static async Task<List<string>> CodesAsync(Catalogue catalogue)
    {
        var projects = await catalogue.ListProjectsAsync(new() { PageSize = 1000 });
        var foci = await catalogue.ListFociAsync(new() { Parent = "projects/-", PageSize = 1000 });
        return [.. projects.Projects.Select(project => project.Code), .. foci.Foci.Select(focus => focus.Code)];
    }
}

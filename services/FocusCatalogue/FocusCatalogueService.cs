using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.ServiceDefaults;

namespace Mastery.FocusCatalogue;

public sealed class FocusCatalogueService(
    ProjectStore projects, FocusStore foci, CodeResolver codes, StaleTexts texts, CatalogueAccess access)
    : V1.FocusCatalogueService.FocusCatalogueServiceBase
{
    public override async Task<V1.Project> GetProject(V1.GetProjectRequest request, ServerCallContext context) =>
        (await projects.GetRevisionAsync(request.Name, request.Revision)).ToProto();

    public override async Task<V1.ListProjectsResponse> ListProjects(
        V1.ListProjectsRequest request, ServerCallContext context)
    {
        var page = await projects.ListAsync(ListRequest.From(request));
        return new()
        {
            Projects = { page.Rows.Select(project => project.ToProto()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.Project> CreateProject(V1.CreateProjectRequest request, ServerCallContext context)
    {
        access.RequireCreatable(request.Project.Hub);
        return (await projects.InsertAsync(Project.New(request.Project))).ToProto();
    }

    public override async Task<V1.Project> UpdateProject(V1.UpdateProjectRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Project.Name, request.Project.Etag);
        var edited = project.Edit(request.UpdateMask.Apply(project.ToProto(), request.Project));
        return (await projects.UpdateAsync(project, edited)).ToProto();
    }

    public override async Task<Empty> DeleteProject(V1.DeleteProjectRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Name, request.Etag);
        await projects.DeleteAsync(project.RequireDeletable(hasFoci: await foci.ExistAsync(project)));
        return new();
    }

    public override async Task<V1.Project> PublishProject(V1.PublishProjectRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Name, request.Etag);
        return (await projects.UpdateAsync(
            project, project.Publish(hasFoci: await foci.ExistAsync(project)))).ToProto();
    }

    public override async Task<V1.Project> RetireProject(V1.RetireProjectRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Name, request.Etag);
        return (await projects.UpdateAsync(project, project.Retire())).ToProto();
    }

    public override async Task<V1.CopyProjectResponse> CopyProject(
        V1.CopyProjectRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Name);
        var all = await foci.AllAsync(project);
        var copy = await projects.InsertAsync(project.CopyTo(request.Code, request.AcademicYear));
        List<Focus> copied = [];
        foreach (var focus in all)
        {
            copied.Add(await foci.InsertAsync(copy, focus.CopyTo(copy.Id)));
        }

        return new()
        {
            Project = copy.ToProto(),
            Foci = { copied.Select(focus => focus.ToProto()) },
            StaleTexts = { await texts.OfCopyAsync(new(project, all), new(copy, copied)) },
        };
    }

    public override async Task<V1.CheckProjectResponse> CheckProject(
        V1.CheckProjectRequest request, ServerCallContext context) =>
        new() { StaleTexts = { await texts.OfAsync(await projects.GetAsync(request.Name)) } };

    public override async Task<V1.ListProjectRevisionsResponse> ListProjectRevisions(
        V1.ListProjectRevisionsRequest request, ServerCallContext context)
    {
        var project = await projects.GetAsync(request.Name);
        var page = await projects.ListRevisionsAsync(project, ListRequest.From(request));
        return new()
        {
            Revisions = { page.Rows.Select(revision => revision.ToRevision()) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.Focus> GetFocus(V1.GetFocusRequest request, ServerCallContext context) =>
        (await foci.GetRevisionAsync(request.Name, request.Revision)).ToProto();

    public override async Task<V1.ListFociResponse> ListFoci(V1.ListFociRequest request, ServerCallContext context)
    {
        var page = await foci.ListAsync(request.Parent, ListRequest.From(request));
        if (page.Rows is [] && request.Parent.Id() is not "-")
        {
            await projects.GetAsync(request.Parent);
        }

        return new() { Foci = { page.Rows.Select(focus => focus.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<V1.Focus> CreateFocus(V1.CreateFocusRequest request, ServerCallContext context)
    {
        var project = (await projects.LockAsync(request.Parent)).RequireNotRetired();
        var focus = Focus.New(request.Parent, request.FocusId, request.Focus);
        focus = await foci.InsertAsync(project, focus.RequireBeside(await foci.AllAsync(project)));
        await projects.UpdateAsync(project, project.FocusChanged());
        return focus.ToProto();
    }

    public override async Task<V1.Focus> UpdateFocus(V1.UpdateFocusRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Focus.Name.ParentName());
        var focus = await foci.GetAsync(request.Focus.Name, request.Focus.Etag);
        project.RequireNotRetired();
        var saved = await foci.UpdateAsync(
            project, focus, focus.Edit(request.UpdateMask.Apply(focus.ToProto(), request.Focus)));
        await projects.UpdateAsync(project, saved.Etag == focus.Etag ? project : project.FocusChanged());
        return saved.ToProto();
    }

    public override async Task<Empty> DeleteFocus(V1.DeleteFocusRequest request, ServerCallContext context)
    {
        var project = await projects.LockAsync(request.Name.ParentName());
        var focus = await foci.GetAsync(request.Name, request.Etag);
        project.RequireDraft();
        await foci.DeleteAsync(project, focus);
        return new();
    }

    public override async Task<V1.ResolveCodeResponse> ResolveCode(
        V1.ResolveCodeRequest request, ServerCallContext context) => (await codes.ResolveAsync(request.Code)).ToProto();
}

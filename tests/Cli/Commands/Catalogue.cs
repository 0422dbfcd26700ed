using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Common.V1;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>A catalogue with one focus of the programme and one local project of Sussex.</summary>
sealed class Catalogue(Received received) : FocusCatalogueService.FocusCatalogueServiceBase
{
    static Project Local => new()
    {
        Name = "projects/SX-TALK",
        Code = "SX-TALK",
        DisplayName = "Talking mathematics",
        AcademicYear = "2024-25",
        Stage = Stage.Local,
        Hub = "hubs/sussex",
        State = Project.Types.State.Draft,
        Etag = "\"1\"",
    };

    static StaleText Stale => new()
    {
        Resource = "projects/SX-TALK-25",
        Field = "eligibility_policy.advice[0]",
        Sentence = "Come again in 2024/25.",
        Named = "2024/25",
        Suggestion = "2025/26",
    };

    static StaleText LeftOut => new()
    {
        Resource = "projects/SX-TALK-25/foci/a",
        Field = "description",
        Sentence = "New in 2024/25.",
        Named = "2024/25",
        LeftOut = true,
    };

    static Project Begun
    {
        get
        {
            var project = Local;
            (project.Name, project.Code) = ("projects/SX-BEGUN", "SX-BEGUN");
            return project;
        }
    }

    public override Task<ResolveCodeResponse> ResolveCode(ResolveCodeRequest request, ServerCallContext context) =>
        Task.FromResult(request.Code switch
        {
            "ncp 24 - 14b" => new ResolveCodeResponse { Foci = { new Focus { Name = "projects/NCP24-14/foci/b" } } },
            _ => new ResolveCodeResponse(),
        });

    public override Task<Project> GetProject(GetProjectRequest request, ServerCallContext context) =>
        request.Name == Local.Name
            ? Task.FromResult(Local)
            : throw new RpcException(new(StatusCode.NotFound, $"'{request.Name}' was not found."));

    public override Task<ListProjectsResponse> ListProjects(ListProjectsRequest request, ServerCallContext context) =>
        Answer(request, new ListProjectsResponse { Projects = { Local, Begun } });

    public override Task<ListFociResponse> ListFoci(ListFociRequest request, ServerCallContext context) =>
        Task.FromResult(new ListFociResponse
        {
            Foci = { new Focus { Code = "SX-TALKa", DisplayName = "Talk that moves reasoning on" } },
        });

    public override Task<Project> CreateProject(CreateProjectRequest request, ServerCallContext context) =>
        request.Project.Code == "SX-BEGUN" || request.Project.Code == "SX-THEIRS"
            ? throw new RpcException(new(StatusCode.AlreadyExists, $"The code {request.Project.Code} is taken."))
            : Answer(request, Local);

    public override Task<Focus> CreateFocus(CreateFocusRequest request, ServerCallContext context) =>
        Answer(request, request.Focus);

    public override Task<Project> PublishProject(PublishProjectRequest request, ServerCallContext context) =>
        Answer(request, Published());

    public override Task<CopyProjectResponse> CopyProject(CopyProjectRequest request, ServerCallContext context) =>
        Answer(request, new CopyProjectResponse
        {
            Project = Local,
            Foci =
            {
                new Focus { Code = "SX-TALK-25a", DisplayName = "Talk that moves reasoning on", NewInYear = true },
            },
            StaleTexts = { Stale, LeftOut },
        });

    public override Task<CheckProjectResponse> CheckProject(CheckProjectRequest request, ServerCallContext context) =>
        Answer(request, new CheckProjectResponse { StaleTexts = { Stale } });

    public override Task<ListProjectRevisionsResponse> ListProjectRevisions(
        ListProjectRevisionsRequest request, ServerCallContext context) => Answer(
        request, new ListProjectRevisionsResponse
        {
            Revisions =
            {
                new ProjectRevision
                {
                    Revision = 1,
                    PublishTime = new DateTime(2024, 7, 1, 8, 0, 0, DateTimeKind.Utc).ToTimestamp(),
                },
            },
        });

    static Project Published()
    {
        var project = Local;
        project.State = Project.Types.State.Published;
        return project;
    }

    Task<T> Answer<T>(IMessage request, T answer)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(answer);
    }
}

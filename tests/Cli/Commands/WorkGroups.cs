using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>The Work Groups of a hub and their applications.</summary>
sealed partial class WorkGroups
{
    public const string Group = $"{People.Hub}/workGroups/0198a000-0000-7000-8000-0000000000c3";
    public const string Waiting = $"{People.Hub}/applications/0198a000-0000-7000-8000-0000000000d4";

    public override Task<Letter> GetLetter(GetLetterRequest request, ServerCallContext context) =>
        Task.FromResult(new Letter
        {
            Name = request.Name,
            RecipientName = "Ann Lee",
            Email = "ann@example.org",
            Subject = "Your department has a place",
            Text = "Dear Ann Lee",
            State = request.Name.EndsWith("/sent", StringComparison.Ordinal)
                ? Letter.Types.State.SentByHand : Letter.Types.State.NotSent,
            StateReason = "This service sends no e-mail.",
            Etag = "r3",
        });

    public override Task<Letter> MarkLetterSent(MarkLetterSentRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new Letter { Name = request.Name, State = Letter.Types.State.SentByHand });
    }

    public override Task<ListWorkGroupsResponse> ListWorkGroups(
        ListWorkGroupsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListWorkGroupsResponse
        {
            WorkGroups =
            {
                new WorkGroup
                {
                    Name = Group, DisplayName = "Ratio in Brighton", Focus = "projects/NCP24-14/foci/b",
                    AcademicYear = "2024-25", Capacity = 10, EnrolledCount = 7, WorkGroupLeads = { People.Ann },
                    State = WorkGroup.Types.State.Running,
                },
            },
        });
    }

    public override Task<ListApplicationsResponse> ListApplications(
        ListApplicationsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListApplicationsResponse
        {
            Applications =
            {
                new Application
                {
                    Name = Waiting, Department = People.Department, Focus = "projects/NCP24-14/foci/b",
                    WorkGroup = Group, State = Application.Types.State.Waitlisted,
                    WaitlistPosition = 2,
                    Eligibility = new() { Outcome = Eligibility.Types.Outcome.NeedsReview },
                    Advocates = { new Application.Types.Advocate { Participant = People.Ann } },
                },
            },
        });
    }

    public override Task<ListEnrolmentsResponse> ListEnrolments(
        ListEnrolmentsRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Task.FromResult(new ListEnrolmentsResponse());
    }

    public override Task<Application> GetApplication(GetApplicationRequest request, ServerCallContext context) =>
        Task.FromResult(new Application
        {
            Name = request.Name, Department = People.Department, Etag = "r1", WorkGroup = Group,
            State = request.Name.EndsWith("accepted", StringComparison.Ordinal)
                ? Application.Types.State.Accepted
                : request.Name.EndsWith("submitted", StringComparison.Ordinal) ? Application.Types.State.Submitted
                : Application.Types.State.Waitlisted,
        });

    public override Task<Application> AcceptApplication(AcceptApplicationRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return request.Name.EndsWith("full", StringComparison.Ordinal)
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "All 10 places are taken."))
            : Decided(Application.Types.State.Accepted);
    }

    public override Task<Application> DeclineApplication(DeclineApplicationRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Decided(Application.Types.State.Declined);
    }

    public override Task<Application> WaitlistApplication(
        WaitlistApplicationRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Decided(Application.Types.State.Waitlisted);
    }

    public override Task<Application> PromoteWaitlisted(PromoteWaitlistedRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Decided(Application.Types.State.Accepted);
    }

    public override Task<Application> ReassessApplication(ReassessApplicationRequest request, ServerCallContext context)
    {
        received.Asked.Enqueue(request);
        return Decided(Application.Types.State.Waitlisted);
    }

    static Task<Application> Decided(Application.Types.State state) =>
        Task.FromResult(new Application { State = state });
}

using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

/// <summary>The Work Groups of a hub and their applications.</summary>
sealed partial class WorkGroups
{
    public const string Group = $"{People.Hub}/workGroups/0198a000-0000-7000-8000-0000000000c3";
    public const string Application = $"{People.Hub}/applications/0198a000-0000-7000-8000-0000000000d4";

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
                    Name = Application, Department = People.Department, Focus = "projects/NCP24-14/foci/b",
                    WorkGroup = Group, State = Mastery.Participants.V1.Application.Types.State.Waitlisted,
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
}

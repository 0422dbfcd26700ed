using Grpc.Core;
using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Enrolments, read from Participants with the caller's own token.</summary>
public sealed class Enrolments(WorkGroupService.WorkGroupServiceClient workGroups)
{
    const int PageSize = 1000;

    /// <summary>The active enrolments of a Work Group, or of all with <c>workGroups/-</c>, as far as the caller sees
    /// them.</summary>
    public async Task<IReadOnlyList<Enrolment>> ActiveAsync(string group, CancellationToken cancellationToken = default)
    {
        List<Enrolment> active = [];
        var request = new ListEnrolmentsRequest
        {
            Parent = group,
            PageSize = PageSize,
            Filter = "state = STATE_ACTIVE",
        };
        do
        {
            var page = await workGroups.ListEnrolmentsAsync(request, null, null, cancellationToken);
            active.AddRange(page.Enrolments);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return active;
    }

    /// <summary>The enrolment, which must be active.</summary>
    public async Task<Enrolment> GetActiveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var enrolment = await workGroups.GetEnrolmentAsync(new() { Name = name }, null, null, cancellationToken);
            return enrolment.State == Enrolment.Types.State.Active
                ? enrolment
                : throw PlanErrors.EnrolmentOver(enrolment);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            throw PlanErrors.EnrolmentUnknown(name);
        }
    }

    /// <summary>The enrolment by which the department goes on, after transfers between Work Groups and then to another
    /// hub; the last one of this hub if none does.</summary>
    public async Task<string> GoesOnAsync(string name, CancellationToken cancellationToken)
    {
        for (var hub = name.HubId(); name.HubId() == hub;)
        {
            var enrolment = await workGroups.GetEnrolmentAsync(new() { Name = name }, null, null, cancellationToken);
            if (enrolment.TransferredTo.Length == 0)
            {
                break;
            }

            name = enrolment.TransferredTo;
        }

        return name;
    }

    /// <summary>The enrolments that this one continues after transfers between Work Groups of its hub, by
    /// name.</summary>
    public async Task<string[]> FormerAsync(Enrolment enrolment, CancellationToken cancellationToken)
    {
        List<string> former = [];
        for (var name = enrolment.TransferredFrom; name.Length > 0 && name.HubId() == enrolment.Name.HubId();)
        {
            former.Add(name);
            name = (await workGroups.GetEnrolmentAsync(new() { Name = name }, null, null, cancellationToken))
                .TransferredFrom;
        }

        return [.. former];
    }
}

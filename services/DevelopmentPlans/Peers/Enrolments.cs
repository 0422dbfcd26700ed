using Grpc.Core;
using Mastery.Participants.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>Enrolments, read from Participants with the caller's own token.</summary>
public sealed class Enrolments(WorkGroupService.WorkGroupServiceClient workGroups)
{
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

    /// <summary>The enrolments that this one continues after transfers between Work Groups, by name.</summary>
    public async Task<string[]> FormerAsync(Enrolment enrolment, CancellationToken cancellationToken)
    {
        List<string> former = [];
        for (var name = enrolment.TransferredFrom; name.Length > 0;)
        {
            former.Add(name);
            name = (await workGroups.GetEnrolmentAsync(new() { Name = name }, null, null, cancellationToken))
                .TransferredFrom;
        }

        return [.. former];
    }
}

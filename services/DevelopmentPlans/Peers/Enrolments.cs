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
            return enrolment.State == Enrolment.Types.State.Active ? enrolment : throw PlanErrors.EnrolmentOver(name);
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            throw PlanErrors.EnrolmentUnknown(name);
        }
    }
}

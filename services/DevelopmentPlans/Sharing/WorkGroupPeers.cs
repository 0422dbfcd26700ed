using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The Work Groups in which a caller's departments take part, and who takes part there with them. The first is
/// asked with the caller's token, which sees no enrolment of another school; the second with the service's
/// own.</summary>
public sealed class WorkGroupPeers(Enrolments enrolments, HubUnitOfWork units, IConfiguration configuration)
{
    const string Actor = "development-plans";

    /// <summary>The active enrolments of those Work Groups, by name; none where the service has no identity of its
    /// own.</summary>
    /// <param name="hub">The id of a hub, or <c>*</c>.</param>
    public async Task<IReadOnlyList<string>> EnrolmentsAsync(string hub)
    {
        if (configuration["ServiceIdentity:ClientId"] is not { Length: > 0 })
        {
            return [];
        }

        var own = await enrolments.ActiveAsync($"hubs/{(hub == "*" ? "-" : hub)}/workGroups/-");
        List<string> names = [];
        foreach (var group in own.Select(enrolment => enrolment.Name.ParentName()).Distinct())
        {
            var active = await units.RunAsync<Enrolments, IReadOnlyList<Participants.V1.Enrolment>>(
                group.HubId(), Actor, asService => asService.ActiveAsync(group));
            names.AddRange(active.Select(enrolment => enrolment.Name));
        }

        return names;
    }
}

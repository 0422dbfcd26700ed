using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The departments that a caller sees who is bound to a school or a trust, read from Participants with the
/// caller's own token: plans know their department and not its school, which may become another.</summary>
public sealed class BoundDepartments(ParticipantService.ParticipantServiceClient participants) : IBoundRows
{
    const int PageSize = 1000;
    const string None = "none";

    /// <inheritdoc/>
    public async Task<string> FindAsync(CallScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        List<string> names = [];
        var request = new ListDepartmentsRequest
        {
            Parent = $"hubs/{(scope.Hub == "*" ? "-" : scope.Hub)}",
            PageSize = PageSize,
        };
        do
        {
            var page = await participants.ListDepartmentsAsync(request);
            names.AddRange(page.Departments.Select(department => department.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return names.Count == 0 ? None : string.Join(',', names);
    }
}

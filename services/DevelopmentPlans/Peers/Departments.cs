using Mastery.Participants.V1;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>The people of departments, read from Participants with the caller's own token.</summary>
public sealed class Departments(ParticipantService.ParticipantServiceClient participants)
{
    const int PageSize = 1000;

    /// <summary>The names of everyone who works in the department now.</summary>
    public async Task<IReadOnlyList<string>> MembersAsync(string department, CancellationToken cancellationToken)
    {
        List<string> members = [];
        var request = new ListParticipantsRequest
        {
            Parent = $"hubs/{department.HubId()}",
            PageSize = PageSize,
            Filter = $"department = \"{department}\" AND state = STATE_ACTIVE",
        };
        do
        {
            var page = await participants.ListParticipantsAsync(request, null, null, cancellationToken);
            members.AddRange(page.Participants.Select(participant => participant.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return members;
    }
}

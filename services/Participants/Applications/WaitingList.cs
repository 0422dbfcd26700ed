using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Reason = Mastery.Participants.V1.Application.Types.DeclineReason;

namespace Mastery.Participants;

/// <summary>The applications that wait for a place in a Work Group, in their order. Who changes the list has locked the
/// Work Group.</summary>
public sealed class WaitingList(ApplicationStore applications, LetterWriter letters)
{
    /// <summary>Puts an application at the end.</summary>
    public async Task<Application> JoinAsync(Application application, WorkGroup group)
    {
        var waiting = await applications.WaitingAsync(group.HubId, group.Id);
        return await letters.WriteAsync(
            await applications.UpdateAsync(application, application.Waitlist(group, waiting.Count + 1)));
    }

    /// <summary>Saves an application that may have waited until now; those behind it move up.</summary>
    /// <param name="before">The application as it was.</param>
    /// <param name="after">The application as it shall be.</param>
    /// <param name="kind">What the log says happened.</param>
    public async Task<Application> LeaveAsync(
        Application before, Application after, ChangeKind kind = ChangeKind.Updated)
    {
        var saved = await applications.UpdateAsync(before, after, kind);
        if (before is { WorkGroupId: { } group, WaitlistPosition: > 0 and var left })
        {
            foreach (var behind in await applications.WaitingAsync(before.HubId, group, left))
            {
                var nearer = await applications.UpdateAsync(
                    behind, behind with { WaitlistPosition = behind.WaitlistPosition - 1 });
                if (nearer.WaitlistPosition == 1)
                {
                    await letters.WriteFirstAsync(nearer);
                }
            }
        }

        return await letters.WriteAsync(saved);
    }

    /// <summary>Declines everybody, because the Work Group is over.</summary>
    public async Task DeclineAllAsync(WorkGroup group, Reason reason, string text)
    {
        foreach (var application in await applications.WaitingAsync(group.HubId, group.Id))
        {
            await letters.WriteAsync(
                await applications.UpdateAsync(application, application.Decline(reason, text)));
        }
    }

    /// <summary>The application to promote: the one that is named, or the first.</summary>
    public async Task<string> ToPromoteAsync(WorkGroup group, string named) => named.Length > 0
        ? named
        : await applications.FirstWaitingAsync(group.HubId, group.Id) is { } first
            ? first.Name
            : throw ApiError.Precondition(ErrorReason.WaitingList, "WAITING_LIST", group.Name,
                "No department waits for a place in the Work Group: use AcceptApplication.");

    /// <summary>Refuses an application before whose department others wait, unless a reason is given.</summary>
    public async Task RequireTurnAsync(Application application, WorkGroup group, string reason = "")
    {
        var waiting = reason.Length > 0 ? [] : await applications.WaitingAsync(group.HubId, group.Id);
        if (waiting.Count > 0 && waiting[0].Id != application.Id)
        {
            throw ApiError.Precondition(ErrorReason.WaitingList, "WAITING_LIST", waiting[0].Name,
                $"{Others(waiting.Count(other => other.Id != application.Id))} for a place in "
                + $"'{group.DisplayName}' before this one: promote the first with PromoteWaitlisted, or say there why "
                + "this one comes before it.");
        }
    }

    static string Others(int count) => count == 1 ? "Another department waits" : $"{count} other departments wait";
}

using Google.Protobuf;
using Mastery.ServiceDefaults;
using State = Mastery.Participants.V1.Application.Types.State;

namespace Mastery.Participants;

/// <summary>The applications that go along with a department, with their letters.</summary>
public sealed class DepartmentApplications(
    ApplicationStore applications, WaitingList waiting, LetterStore letters, LetterWriter writer,
    DepartmentPeople people, DbSession db)
{
    const string LocalProject =
        "Your department now works with another Maths Hub, and this is a local project of ours, for our schools.";

    const string Sending = "The department's former hub, which wrote this letter, sends it.";

    /// <summary>Locks and reads those that are not answered yet, in their former hub. The Work Groups for which they
    /// wait are locked.</summary>
    public async Task<IReadOnlyList<Application>> LockAsync(DepartmentMove move)
    {
        List<Application> open = [];
        foreach (var application in await applications.OpenOfAsync(move.Department))
        {
            open.Add(await applications.LockAsync(application.Name));
        }

        return [.. open.Where(application => application.State is State.Draft or State.Submitted or State.Waitlisted)];
    }

    /// <summary>Ends those for a local project of the former hub, because no other hub has it. The former hub writes
    /// to the people while it still has them.</summary>
    /// <returns>The others.</returns>
    public async Task<IReadOnlyList<Application>> WithdrawLocalAsync(
        DepartmentMove move, IReadOnlyList<Application> open)
    {
        foreach (var application in open.Where(application => Wording.IsLocal(application.Focus)))
        {
            await db.InHubAsync(
                move.FromHub, () => waiting.LeaveAsync(application, application.Withdraw(LocalProject)));
        }

        return [.. open.Where(application => !Wording.IsLocal(application.Focus))];
    }

    /// <summary>Moves them, from the receiving hub. Those that waited for a place are with it as submitted.</summary>
    public async Task MoveAsync(DepartmentMove move, IReadOnlyList<Application> open)
    {
        foreach (var application in open)
        {
            await db.InHubAsync(move.FromHub, () => waiting.LeaveAsync(application, application with
            {
                State = State.Moved,
                MovedToHub = move.ToHub,
                WaitlistPosition = 0,
            }, ChangeKind.Moved));
            var arrived = await ArriveAsync(move, application);
            if (arrived.State == State.Submitted)
            {
                await writer.WriteArrivedAsync(arrived);
            }
        }
    }

    /// <summary>The application as the receiving hub has it, in no Work Group, with its letters.</summary>
    public async Task<Application> ArriveAsync(DepartmentMove move, Application application)
    {
        var known = await people.KnownAsync(move.ToHub, application.AdvocateIds);
        if (application.State is State.Submitted or State.Waitlisted && known.Length != application.Advocates.Count)
        {
            throw TransferErrors.AdvocateStays(move.Offer, application.Focus);
        }

        var arriving = application with
        {
            HubId = move.ToHub,
            WorkGroupId = null,
            EnrolmentId = null,
            WaitlistPosition = 0,
            State = application.State == State.Draft ? State.Draft : State.Submitted,
            StateReason = "",
            Advocates = [.. application.Advocates.Where(advocate => known.Contains(advocate.ParticipantId))],
            Eligibility = Renamed(application.Eligibility, move),
        };
        var arrived = await applications.FindAsync(move.ToHub, application.Id) is not { } former
            ? await applications.InsertAsync(arriving)
            : former.State == State.Moved
                ? await applications.UpdateAsync(former, arriving with { Revision = former.Revision }, ChangeKind.Moved)
                : former;
        await CopyLettersAsync(move, application);
        return arrived;
    }

    /// <summary>Copies the letters: the former hub keeps what it has written, and sends what it has not sent
    /// yet.</summary>
    async Task CopyLettersAsync(DepartmentMove move, Application application)
    {
        foreach (var letter in await db.InHubAsync(move.FromHub, () => letters.LockAllAsync(application)))
        {
            var recipient = letter.RecipientId is { } id ? await people.KnownAsync(move.ToHub, [id]) : [];
            var copy = letter with { HubId = move.ToHub, RecipientId = recipient.Length > 0 ? recipient[0] : null };
            await letters.CopyAsync(copy.State != V1.Letter.Types.State.Pending ? copy : copy with
            {
                State = V1.Letter.Types.State.NotSent,
                StateReason = Sending,
            });
        }
    }

    /// <summary>The verdict with the names that its evidence has in the other hub: ids stay the same.</summary>
    static V1.Eligibility? Renamed(V1.Eligibility? verdict, DepartmentMove move) => verdict is null
        ? null
        : V1.Eligibility.Parser.ParseJson(JsonFormatter.Default.Format(verdict).Replace(
            $"hubs/{move.FromHub}/", $"hubs/{move.ToHub}/", StringComparison.Ordinal));
}

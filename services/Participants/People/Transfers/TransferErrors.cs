using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Direction = Mastery.Participants.V1.DepartmentTransfer.Types.Direction;

namespace Mastery.Participants;

/// <summary>Why a department cannot be transferred. The receiving hub reads it, so no person is named.</summary>
static class TransferErrors
{
    /// <summary>The other hub answers the offer.</summary>
    public static ApiError NotYours(DepartmentTransfer transfer) => ApiError.Precondition(
        ErrorReason.OtherHub, "DIRECTION", transfer.Name, transfer.Direction == Direction.Outgoing
            ? $"Your hub offers this department, and {Other(transfer)} accepts or declines it. Take the offer back "
                + "with CancelDepartmentTransfer."
            : $"{Other(transfer)} offers this department, and takes the offer back. Accept it with "
                + "AcceptDepartmentTransfer, or decline it with DeclineDepartmentTransfer.",
        new Dictionary<string, string>
        {
            ["hub"] = Hub.NameOf(transfer.Direction == Direction.Outgoing ? transfer.ToHub : transfer.FromHub),
            ["contact_email"] = transfer.OtherContactEmail,
        });

    /// <summary>A place has no Work Group to go on in.</summary>
    public static ApiError NoGroup(DepartmentTransfer transfer, Enrolment enrolment) => ApiError.Precondition(
        ErrorReason.Incomplete, "WORK_GROUP", transfer.Name,
        $"The department has a place on {Wording.Code(enrolment.Focus)} in "
            + $"{AcademicYear.Slashed(enrolment.AcademicYear)}. "
            + (Wording.IsLocal(enrolment.Focus)
                ? $"That is a local project of {transfer.OtherHubName}, which no other hub has: ask {Other(transfer)} "
                    + "to end the place first."
                : "Name one of your Work Groups on that focus in which it goes on, or ask "
                    + $"{Other(transfer)} to end the place first."));

    /// <summary>A Work Group was named for no place.</summary>
    public static ApiError NoPlace(WorkGroup group) => Refusals.Reference("work_groups", group.Name,
        "works on a focus on which the department has no place: leave it out");

    /// <summary>An Advocate does not come along.</summary>
    public static ApiError AdvocateStays(DepartmentTransfer transfer, string focus) => ApiError.Precondition(
        ErrorReason.ReferenceInvalid, "ADVOCATE", transfer.Name,
        $"An Advocate of the department on {Wording.Code(focus)} works in another department, which stays with "
            + $"{transfer.OtherHubName}. Ask {Other(transfer)} to name another Advocate, or to transfer the other "
            + "department first.");

    static string Other(DepartmentTransfer transfer) => transfer.OtherContactEmail.Length == 0
        ? transfer.OtherHubName
        : $"{transfer.OtherHubName} ({transfer.OtherContactEmail})";
}

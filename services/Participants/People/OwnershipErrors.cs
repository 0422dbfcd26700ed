using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Why a hub cannot have a school's department, and whom to ask.</summary>
static class OwnershipErrors
{
    /// <summary>Another hub has the department, at this school or at one before or after it.</summary>
    public static ApiError OtherHub(DepartmentOwner owner, string school, SchoolLine line) => Elsewhere(
        owner,
        $"{Relation(owner.Urn, owner.School, school, line)} {Wording.Of(owner.Subject)} department of {owner.School} "
            + $"works with {owner.Hub}. Ask them{Contact(owner)} to close it first, then make it here.");

    /// <summary>The school is another hub's.</summary>
    public static ApiError OtherPlace(DepartmentOwner place) => Elsewhere(
        place,
        $"{place.School} is a school of {place.Hub}. Ask them{Contact(place)} to take part there. If the school has "
            + "chosen your hub, have it assigned to yours (AssignSchoolHub) first.");

    /// <summary>This hub has the department, at a school before or after this one.</summary>
    public static ApiError Continues(Department own, string school, string ownSchool, SchoolLine line)
    {
        var relation = Relation(own.School, ownSchool, school, line);
        var remedy = line.Earlier.Contains(own.School)
            ? $"and goes on at {school}: move it there with SucceedDepartment"
            : "and goes on there: use that one";
        return ApiError.Of(StatusCode.AlreadyExists, ErrorReason.ResourceExists,
            $"{relation} {Wording.Of(own.Subject)} department of {ownSchool} is already in your hub {remedy}.", null,
            new ResourceInfo { ResourceType = Department.Type, ResourceName = own.Name });
    }

    /// <summary>The directory knows no succession from the department's school to that one.</summary>
    public static ApiError NoSuccessor(string urn) => Refusals.Reference("school", $"schools/{urn}",
        "is not known to have followed the department's school: import the succession, or decide it with "
            + "ResolveSuccession");

    static ApiError Elsewhere(DepartmentOwner owner, string message) => ApiError.Precondition(
        ErrorReason.OtherHub, message, [("OWNER", $"schools/{owner.Urn}", message)],
        new Dictionary<string, string>
        {
            ["hub"] = Hub.NameOf(owner.HubId),
            ["contact_email"] = owner.ContactEmail,
        });

    static string Relation(string urn, string other, string school, SchoolLine line) =>
        line.Earlier.Contains(urn) ? $"{school} continues {other}: the"
        : line.Later.Contains(urn) ? $"{school} has become {other}: the"
        : "The";

    static string Contact(DepartmentOwner owner) =>
        owner.ContactEmail.Length == 0 ? "" : $" ({owner.ContactEmail})";
}

using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The errors that only the directory answers.</summary>
static class DirectoryErrors
{
    public const string SchoolType = "mastery.services/School";
    const string TrustType = "mastery.services/Trust";
    const string HubType = "mastery.services/Hub";

    public static ApiError NoSchool(string name) => ApiError.NotFound(SchoolType, name);

    public static ApiError NoHub(string name) => ApiError.NotFound(HubType, name);

    public static ApiError NoTrust(string name) => ApiError.NotFound(TrustType, name);

    public static ApiError NoSchoolNumber() => ApiError.Invalid("number",
        "must be a URN of six digits, a LAESTAB of seven such as 3824020 or 382/4020, or a UKPRN of eight");

    public static ApiError AreaTaken(string area, string hub) =>
        ApiError.Precondition(ErrorReason.ReferenceInvalid, "AREA", hub,
        $"{area} belongs to {hub}: take it from that hub's areas first.");

    public static ApiError HubInUse(string hub) => ApiError.Precondition(ErrorReason.HasChildren, "CHILDREN", hub,
        "Something was recorded under this hub, so it stays: rename it instead.");

    public static ApiError CutOff(int withdrawn, int standing, string what = "links") =>
        ApiError.Precondition(ErrorReason.Incomplete, "RECORDS", "",
        $"The extract lacks {withdrawn} of {standing} {what}, more than one in five: it is cut off. Download it again, "
            + "or import it as one that is not complete.");

    public static ApiError NotLinked(int index, string successor) => ApiError.Invalid($"successors[{index}]",
        $"{successor} is not linked with the school: GetSchoolHistory lists those that are");

    public static ApiError NothingToDecide(string school) =>
        ApiError.Precondition(ErrorReason.Incomplete, "SUCCESSORS", school,
        "The school has no linked successors to decide on: import its links first.");
}

using System.Text.Json.Serialization;

namespace Mastery.Mis.OneRoster;

/// <summary>The fields that are read of a OneRoster service; all others are passed over unread.</summary>
sealed record UserPage(List<ApiUser>? Users);

sealed record OrgPage(List<ApiOrg>? Orgs);

sealed record EnrolmentPage([property: JsonPropertyName("enrollments")] List<ApiEnrolment>? Enrolments);

sealed record ClassPage(List<ApiClass>? Classes);

sealed record CoursePage(List<ApiCourse>? Courses);

sealed record ApiReference(string? SourcedId);

sealed record ApiOrg(string? SourcedId, string? Status, string? Name, string? Type, string? Identifier,
    ApiReference? Parent);

sealed record ApiUser(string? SourcedId, string? Status, string? GivenName, string? FamilyName, string? Email)
{
    public string? PreferredFirstName { get; init; }

    public string? PreferredLastName { get; init; }

    public List<ApiUserId>? UserIds { get; init; }

    public List<ApiReference>? Orgs { get; init; }

    public ApiReference? PrimaryOrg { get; init; }

    public List<ApiUserRole>? Roles { get; init; }

    public string? Role { get; init; }
}

sealed record ApiUserId(string? Type, string? Identifier);

sealed record ApiUserRole(string? Role, ApiReference? Org, string? BeginDate, string? EndDate);

sealed record ApiEnrolment(string? Status, string? Role, ApiReference? User, ApiReference? Class);

sealed record ApiClass(string? SourcedId, string? Status, List<string>? Subjects, ApiReference? School,
    ApiReference? Course);

sealed record ApiCourse(string? SourcedId, string? Title, List<string>? Subjects);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(OrgPage))]
[JsonSerializable(typeof(EnrolmentPage))]
[JsonSerializable(typeof(ClassPage))]
[JsonSerializable(typeof(CoursePage))]
sealed partial class OneRosterJson : JsonSerializerContext;

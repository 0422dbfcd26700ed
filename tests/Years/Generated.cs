using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.Years;

/// <summary>A hub and its year, as generated: nothing of it has been written anywhere.</summary>
/// <param name="Name">The hub, <c>hubs/*</c>.</param>
/// <param name="Schools">Its schools.</param>
/// <param name="Departments">The departments of these schools.</param>
/// <param name="Groups">The Work Groups to which the departments apply.</param>
public sealed record GeneratedHub(
    string Name,
    IReadOnlyList<GeneratedSchool> Schools,
    IReadOnlyList<GeneratedDepartment> Departments,
    IReadOnlyList<GeneratedGroup> Groups);

/// <summary>A state-funded secondary school with a fictional name.</summary>
/// <param name="Urn">The URN.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Town">The town.</param>
/// <param name="Postcode">A postcode of an area that does not exist.</param>
/// <param name="Academy">Whether it is an academy.</param>
public sealed record GeneratedSchool(string Urn, string DisplayName, string Town, string Postcode, bool Academy);

/// <summary>A department.</summary>
/// <param name="School">Its school.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="People">Its people, the head first, then the Key Stage 3 lead.</param>
/// <param name="Development">The year of its Development Work Group, for example <c>2021-22</c>; null if there was
/// none.</param>
/// <param name="Application">What it applies for; null if it does not.</param>
public sealed record GeneratedDepartment(
    GeneratedSchool School,
    Subject Subject,
    IReadOnlyList<GeneratedPerson> People,
    string? Development,
    GeneratedApplication? Application);

/// <summary>A person with one post.</summary>
/// <param name="GivenName">The given name.</param>
/// <param name="FamilyName">The family name.</param>
/// <param name="Email">The address at the school.</param>
/// <param name="JobTitle">The post, as the school words it.</param>
/// <param name="Responsibility">The responsibility.</param>
/// <param name="Start">The first day of the post.</param>
/// <param name="Cohort">The cohort of a trained Secondary Mastery Specialist; null for everybody else.</param>
public sealed record GeneratedPerson(
    string GivenName,
    string FamilyName,
    string Email,
    string JobTitle,
    Responsibility Responsibility,
    DateOnly Start,
    int? Cohort);

/// <summary>An application of a department with two Advocates: its head, and its Key Stage 3 lead or, where another
/// department joins in, the head of that one.</summary>
/// <param name="Group">The Work Group, by its place in the hub's list.</param>
/// <param name="Partner">The school's department of the other subject, by its place in the hub's list; null unless the
/// focus pairs subjects.</param>
/// <param name="Theme">The department's own theme, where the focus asks for one.</param>
/// <param name="Motivation">Why it applies.</param>
/// <param name="Headteacher">Who agreed.</param>
/// <param name="Agreed">When.</param>
public sealed record GeneratedApplication(
    int Group, int? Partner, string Theme, string Motivation, string Headteacher, DateOnly Agreed);

/// <summary>A Work Group.</summary>
/// <param name="Focus">Its focus.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="Capacity">Its places.</param>
/// <param name="ExpectedPercent">The share of sessions that a department is expected to attend.</param>
/// <param name="Lead">The department whose Key Stage 3 lead leads it, by its place in the hub's list.</param>
/// <param name="Sessions">Its sessions.</param>
public sealed record GeneratedGroup(
    string Focus,
    string DisplayName,
    int Capacity,
    int ExpectedPercent,
    int Lead,
    IReadOnlyList<GeneratedSession> Sessions);

/// <summary>A session.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Start">When it begins; it takes two hours.</param>
/// <param name="Mode">How people meet.</param>
/// <param name="Host">The school that is host; null online.</param>
public sealed record GeneratedSession(string Title, DateTimeOffset Start, Session.Types.Mode Mode, string? Host);

using Mastery.Common.V1;
using Mastery.Participants.V1;

namespace Mastery.DevelopmentPlans;

/// <summary>The departments that take part in Work Groups, and the names of their schools, read from Participants with
/// the caller's own token.</summary>
public sealed class GroupMembers(
    Enrolments enrolments,
    WorkGroupService.WorkGroupServiceClient workGroups,
    ParticipantService.ParticipantServiceClient participants,
    SchoolDirectoryService.SchoolDirectoryServiceClient directory)
{
    const int BatchSize = 100;

    /// <summary>The departments that take part in a Work Group now, by the names of their schools.</summary>
    public async Task<IReadOnlyList<GroupMember>> OfAsync(string group, CancellationToken cancellationToken)
    {
        var found = await workGroups.GetWorkGroupAsync(new() { Name = group }, null, null, cancellationToken);
        var active = (await enrolments.ActiveAsync(found.Name, cancellationToken))
            .ToDictionary(enrolment => enrolment.Department, enrolment => enrolment.Name);
        var departments = await DepartmentsAsync(group, active.Keys, cancellationToken);
        var schools = await SchoolsAsync(departments, cancellationToken);
        var several = departments.GroupBy(department => department.School)
            .Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        return
        [
            .. departments.Select(department => new GroupMember(
                department.Name, active[department.Name],
                schools[department.School] + (several.Contains(department.School) ? Of(department.Subject) : "")))
                .OrderBy(member => member.School, StringComparer.Ordinal),
        ];
    }

    async Task<IReadOnlyList<Department>> DepartmentsAsync(
        string group, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        List<Department> departments = [];
        foreach (var part in names.Chunk(BatchSize))
        {
            var request = new BatchGetDepartmentsRequest
            {
                Parent = string.Join('/', group.Split('/').Take(2)),
                Names = { part },
            };
            departments.AddRange(
                (await participants.BatchGetDepartmentsAsync(request, null, null, cancellationToken)).Departments);
        }

        return departments;
    }

    async Task<Dictionary<string, string>> SchoolsAsync(
        IEnumerable<Department> departments, CancellationToken cancellationToken)
    {
        Dictionary<string, string> names = [];
        foreach (var part in departments.Select(department => department.School).Distinct().Chunk(BatchSize))
        {
            var found = await directory.BatchGetSchoolsAsync(
                new() { Names = { part } }, null, null, cancellationToken);
            foreach (var school in found.Schools)
            {
                names[school.Name] = school.DisplayName;
            }
        }

        return names;
    }

    static string Of(Subject subject) => subject switch
    {
        Subject.Mathematics => ", mathematics",
        Subject.Science => ", science",
        _ => "",
    };
}

using Google.Api;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>The calendars of Work Groups and departments.</summary>
public sealed class Calendars(
    WorkGroupStore groups,
    DepartmentStore departments,
    EnrolmentStore enrolments,
    SessionStore sessions,
    SchoolStore schools)
{
    /// <summary>All sessions of a Work Group.</summary>
    public async Task<HttpBody> OfWorkGroupAsync(string name)
    {
        var group = await groups.GetAsync(name);
        return await WriteAsync(group.DisplayName, [.. (await sessions.OfAsync(group)).Select(one => (one, group))]);
    }

    /// <summary>The sessions of a department's Work Groups on the days on which it takes part.</summary>
    public async Task<HttpBody> OfDepartmentAsync(string name)
    {
        var department = await departments.GetAsync(name);
        List<(Session, WorkGroup)> expected = [];
        foreach (var enrolment in await enrolments.OfAsync(department))
        {
            var group = await groups.GetAsync(enrolment.Name.ParentName());
            expected.AddRange((await sessions.OfAsync(group))
                .Where(session => enrolment.TookPartOn(session.Day)).Select(session => (session, group)));
        }

        var school = await schools.FindAsync(department.School);
        return await WriteAsync(
            $"{school?.DisplayName ?? "Our school"}, {Wording.Of(department.Subject)}: Work Groups", expected);
    }

    async Task<HttpBody> WriteAsync(string title, IReadOnlyList<(Session Session, WorkGroup Group)> all)
    {
        var hosts = (await schools.OfAsync(all.Select(one => one.Session.HostSchool).OfType<string>()))
            .ToDictionary(school => school.Urn);
        return CalendarFile.Of(title,
        [
            .. all.OrderBy(one => one.Session.StartTime).ThenBy(one => one.Session.Id).Select(one => new CalendarEntry(
                one.Session,
                one.Group.DisplayName,
                hosts.GetValueOrDefault(one.Session.HostSchool ?? ""))),
        ]);
    }
}

using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Mastery.Participants.V1;
using Mastery.Years;
using static Mastery.Participants.V1.School.Types.Phase;
using static Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Suite.Tests.Years;

/// <summary>The sessions of a hub's year, and what becomes of its schools.</summary>
sealed partial class HubYear
{
    readonly Dictionary<SessionModel, string> _sessions = [];

    /// <summary>Plans all sessions of all Work Groups.</summary>
    public async Task PlanAsync()
    {
        foreach (var (group, generated) in Model.Groups.Zip(_hub.Hub.Groups))
        {
            foreach (var session in generated.Sessions)
            {
                var model = new SessionModel { Day = DateOnly.FromDateTime(session.Start.UtcDateTime) };
                group.Sessions.Add(model);
                _sessions[model] = (await _writer.PlanAsync(Name(group), session)).Name;
            }
        }
    }

    /// <summary>Holds a session of every Work Group that has it to come.</summary>
    public async Task HoldAsync(int number)
    {
        foreach (var group in Model.Groups)
        {
            var session = group.Sessions[number];
            if (session.State == "Scheduled")
            {
                await HoldAsync(session, Present(group, session, number));
            }
        }
    }

    /// <summary>Records who came, which holds the session too; where nobody was expected, it is only held.</summary>
    async Task HoldAsync(SessionModel session, List<(DepartmentModel Department, string Person, bool Came)> rows)
    {
        await (rows.Count > 0
            ? RecordAsync(session, rows)
            : _api.WorkGroups.HoldSessionAsync(new() { Name = _sessions[session] }).ResponseAsync);
        session.State = "Held";
    }

    /// <summary>Says later of one who was said to have come to a session that they did not, and of a colleague that
    /// they did.</summary>
    public async Task CorrectAsync(GroupModel group, int number)
    {
        var session = group.Sessions[number];
        var (department, person) = session.Came.OrderBy(row => row.Person).First();
        await RecordAsync(session, [(department, person, false), (department, department.Person(3), true)]);
    }

    public async Task MoveAsync(GroupModel group, int number, int days)
    {
        var session = group.Sessions[number];
        session.Day = session.Day.AddDays(days);
        var start = session.Day.ToDateTime(new(14, 0), DateTimeKind.Utc);
        await _api.WorkGroups.RescheduleSessionAsync(new()
        {
            Name = _sessions[session],
            StartTime = start.ToTimestamp(),
            EndTime = start.AddHours(2).ToTimestamp(),
            Reason = "The host has mock examinations.",
        });
    }

    public async Task CancelAsync(GroupModel group, int number)
    {
        await _api.WorkGroups.CancelSessionAsync(new() { Name = _sessions[group.Sessions[number]], Reason = "Snow." });
        group.Sessions[number].State = "Cancelled";
    }

    /// <summary>The school of a department closes and opens as an academy the next day.</summary>
    public async Task AcademiseAsync(DepartmentModel department, string urn, string day)
    {
        var old = department.School;
        await _operator.Schools.BatchImportSchoolsAsync(new()
        {
            Records =
            {
                School(old, school => (school.Status, school.CloseDate) = (Closed, $"{Before(day):yyyy-MM-dd}")),
                School(urn, school => (school.Status, school.OpenDate) = (Open, day)),
            },
        });
        await _operator.Schools.BatchImportSuccessionsAsync(new()
        {
            Records =
            {
                new SuccessionRecord { Urn = old, LinkUrn = urn, LinkType = "Successor", LinkDate = day },
                new SuccessionRecord { Urn = urn, LinkUrn = old, LinkType = "Predecessor", LinkDate = day },
            },
        });
        department.SchoolClosed = true;
    }

    /// <summary>A department goes on at the school that its own has become.</summary>
    public async Task SucceedAsync(DepartmentModel department, string urn, string day)
    {
        await _api.People.SucceedDepartmentAsync(
            new() { Name = _hub.Departments[department.Number], School = $"schools/{urn}", StartDate = day });
        (department.School, department.SchoolClosed) = (urn, false);
    }

    /// <summary>Judges every mathematics department for a project, and compares the verdicts.</summary>
    /// <param name="moment">When.</param>
    /// <param name="focus">The focus.</param>
    /// <param name="latestDevelopment">The last year of Development that counts.</param>
    public async Task AssertVerdictsAsync(string moment, string focus, string latestDevelopment)
    {
        var mathematics = Model.Departments
            .Where(department => !department.Gone
                && _hub.Hub.Departments[department.Number].Application is not null).ToList();
        var found = await Task.WhenAll(mathematics.Select(department => AssessAsync(department, focus)));
        Assert.Equal(
            mathematics.Select(department =>
                $"{moment} {department.Number:00}: {department.Sustaining(latestDevelopment)}"),
            mathematics.Zip(found, (department, outcome) => $"{moment} {department.Number:00}: {outcome}"));
    }

    async Task<string> AssessAsync(DepartmentModel department, string focus)
    {
        var people = _hub.People[department.Number];
        var verdict = await _api.WorkGroups.AssessEligibilityAsync(new()
        {
            Name = _hub.Departments[department.Number],
            Focus = focus,
            Advocates = { YearWriter.Advocates(department.Working.Take(2).Select(number => people[number])) },
        });
        return $"{verdict.Outcome}";
    }

    async Task RecordAsync(SessionModel session, List<(DepartmentModel Department, string Person, bool Came)> rows)
    {
        await _api.WorkGroups.RecordAttendanceAsync(new()
        {
            Name = _sessions[session],
            Attendances =
            {
                rows.Select(row => new Session.Types.Attendance
                {
                    Participant = PersonName(row.Person),
                    Present = row.Came,
                }),
            },
        });
        session.Came.ExceptWith(rows.Select(row => (row.Department, row.Person)));
        session.Came.UnionWith(rows.Where(row => row.Came).Select(row => (row.Department, row.Person)));
    }

    /// <summary>Advocates come more often than not, and now and then a colleague comes too.</summary>
    static List<(DepartmentModel Department, string Person, bool Came)> Present(
        GroupModel group, SessionModel session, int number) =>
    [
        .. group.Live.Where(place => place.TakesPartOn(session.Day)).SelectMany(place => place.Present
            .Select((person, index) => (
                place.Department, person, (number + place.Department.Number + index) % 3 != 0))
            .Append((place.Department, place.Department.Person(3), (number + place.Department.Number) % 4 == 0))),
    ];

    static DepartmentModel Department(int number, GeneratedDepartment generated)
    {
        var model = new DepartmentModel(number) { School = generated.School.Urn };
        model.Specialists.AddRange(generated.People.Index().Where(row => row.Item.Cohort > 0).Select(row => row.Index));
        if (generated.Development is { } year)
        {
            model.Past.Add(new("Development", year, model.School, []));
        }

        return model;
    }

    void Accepted(ApplicationModel application, string day, Application accepted)
    {
        application.Group.Accept(application, Day(day), Named(application));
        _enrolments[application.Group.Places[^1]] = accepted.Enrolment;
    }

    /// <summary>The head, and the Key Stage 3 lead or the head of the department that joins in.</summary>
    IEnumerable<string> Named(ApplicationModel application)
    {
        var department = application.Department;
        var partner = _hub.Hub.Departments[department.Number].Application!.Partner;
        return [department.Person(0), partner is { } other ? Model.Departments[other].Person(0) : department.Person(1)];
    }

    string Name(GroupModel group) => _hub.Groups[Model.Groups.IndexOf(group)];

    string PersonName(string person) => person.Split('.') is [var department, var number]
        ? _hub.People[Number(department)][Number(number)]
        : throw new ArgumentException(person, nameof(person));

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly Before(string day) => Day(day).AddDays(-1);

    static SchoolRecord School(string urn, Action<SchoolRecord> change)
    {
        var school = new SchoolRecord
        {
            Urn = urn,
            DisplayName = $"School {urn}",
            Type = new() { Code = "34", DisplayName = "Academy converter" },
            TypeGroup = new() { Code = "10", DisplayName = "Academies" },
            Phase = Secondary,
        };
        change(school);
        return school;
    }
}

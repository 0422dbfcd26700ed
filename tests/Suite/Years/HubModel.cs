namespace Mastery.Suite.Tests.Years;

/// <summary>
/// A hub's year as its administrator would keep it on paper: who applied, who has a place, who waits, who came. It
/// shares no code with the services and none with their contract: every rule of the programme is written here again.
/// </summary>
sealed class HubModel
{
    public List<DepartmentModel> Departments { get; } = [];

    public List<GroupModel> Groups { get; } = [];

    public List<ApplicationModel> Applications { get; } = [];

    public List<PlanModel> Plans { get; } = [];

    /// <summary>A department goes to another hub, with its people and what it took part in. A place goes on in the
    /// group at the same place in the other hub's list; an open application is submitted to that hub.</summary>
    public DepartmentModel HandOver(DepartmentModel department, HubModel to, DateOnly day)
    {
        var arrived = department.ArriveAs(to.Departments.Count);
        to.Departments.Add(arrived);
        foreach (var (group, there) in Groups.Zip(to.Groups))
        {
            foreach (var place in group.Live.Where(place => place.Department == department).ToList())
            {
                there.Places.Add(new(arrived, day, place.Present.Select(arrived.OwnName)));
                place.Leave("Transferred", day);
            }
        }

        to.Applications.AddRange(Applications.Where(application => application.Department == department)
            .Select(application => application.HandOver(arrived, to.Groups[Groups.IndexOf(application.Group)])));
        Plans.Where(plan => plan.Department == department).ToList().ForEach(plan => to.Plans.Add(plan.Follow(arrived)));
        return arrived;
    }

    public IEnumerable<string> PlanLines() => Plans.Select(plan => plan.Line());

    /// <summary>Everything that can be counted, a line each.</summary>
    public IEnumerable<string> Lines() =>
    [
        .. Groups.SelectMany(group => group.Lines()),
        .. Applications.Select(application => application.Line()),
        .. Departments.SelectMany(department => department.PastLines()),
    ];
}

/// <summary>A department.</summary>
/// <param name="number">Its place in the hub's list.</param>
sealed class DepartmentModel(int number)
{
    public int Number => number;

    /// <summary>The URN of its school.</summary>
    public required string School { get; set; }

    public bool SchoolClosed { get; set; }

    /// <summary>Whether it is another hub's now.</summary>
    public bool Gone { get; private set; }

    /// <summary>Who works there, by number.</summary>
    public List<int> Working { get; private init; } = [0, 1, 2, 3];

    /// <summary>The trained specialists among them.</summary>
    public List<int> Specialists { get; } = [];

    public List<PastModel> Past { get; } = [];

    /// <summary>Whether it may take part in Sustaining.</summary>
    /// <param name="latestDevelopment">The last year of Development that counts.</param>
    public string Sustaining(string latestDevelopment) =>
        SchoolClosed ? "NotEligible"
        : Past.Exists(past => past.Stage == "Development"
            && string.CompareOrdinal(past.Year, latestDevelopment) <= 0) ? "Eligible"
        : Specialists.Exists(Working.Contains) ? "Eligible"
        // Something is missing in the record: nobody comes to Sustaining without Development.
        : Past.Exists(past => past.Stage is "Embedding" or "Sustaining") ? "NeedsReview"
        : "NotEligible";

    /// <summary>A person of the department.</summary>
    public string Person(int person) => $"{Number:00}.{person}";

    /// <summary>The department as another hub has it: here nothing stays that could make it eligible.</summary>
    public DepartmentModel ArriveAs(int number)
    {
        var arrived = new DepartmentModel(number)
        {
            School = School,
            SchoolClosed = SchoolClosed,
            Working = [.. Working],
        };
        arrived.Specialists.AddRange(Specialists);
        arrived.Past.AddRange(Past.Select(past => past with { Leads = [.. past.Leads.Select(arrived.OwnName)] }));
        Past.Clear();
        Gone = true;
        return arrived;
    }

    /// <summary>What a person of the department is called here, whom the former hub calls otherwise.</summary>
    public string OwnName(string person) => $"{Number:00}{person[person.IndexOf('.')..]}";

    public IEnumerable<string> PastLines() => Past.Select(past =>
        $"past {Number:00}: {past.Stage} {past.Year} as {past.School} by {string.Join(' ', past.Leads.Order())}");
}

/// <summary>That a department took part.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Year">The academic year.</param>
/// <param name="School">The URN of then.</param>
/// <param name="Leads">Who led.</param>
sealed record PastModel(string Stage, string Year, string School, IReadOnlyList<string> Leads);

/// <summary>An application.</summary>
/// <param name="department">Whose.</param>
/// <param name="group">To what.</param>
sealed class ApplicationModel(DepartmentModel department, GroupModel group)
{
    public DepartmentModel Department => department;

    public GroupModel Group => group;

    public required string Verdict { get; init; }

    public string State { get; set; } = "Submitted";

    public bool IsOpen => State is "Submitted" or "Waitlisted";

    /// <summary>The place on the waiting list, from 1; 0 when it does not wait.</summary>
    public int Position => Group.Waiting.IndexOf(this) + 1;

    /// <summary>The application as the department's next hub has it.</summary>
    public ApplicationModel HandOver(DepartmentModel arrived, GroupModel there)
    {
        var next = new ApplicationModel(arrived, there) { Verdict = Verdict, State = IsOpen ? "Submitted" : State };
        if (IsOpen)
        {
            Group.Waiting.Remove(this);
            State = "Moved";
        }

        return next;
    }

    public string Line() => $"application {Department.Number:00}: {State}, {Verdict}, waits at {Position}";
}

/// <summary>A development plan.</summary>
/// <param name="department">Whose.</param>
/// <param name="group">The name of the Work Group in which the department works on it.</param>
sealed class PlanModel(DepartmentModel department, string group)
{
    public DepartmentModel Department => department;

    public string State { get; private set; } = "Draft";

    /// <summary>The plan as the department's next hub has it.</summary>
    public PlanModel Follow(DepartmentModel arrived)
    {
        State = "Moved";
        return new(arrived, group);
    }

    public string Line() => $"plan {department.Number:00} in {group}: {State}";
}

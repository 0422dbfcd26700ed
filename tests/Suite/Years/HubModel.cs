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

    /// <summary>Who works there, by number.</summary>
    public List<int> Working { get; } = [0, 1, 2, 3];

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

    /// <summary>The place on the waiting list, from 1; 0 when it does not wait.</summary>
    public int Position => Group.Waiting.IndexOf(this) + 1;

    public string Line() => $"application {Department.Number:00}: {State}, {Verdict}, waits at {Position}";
}

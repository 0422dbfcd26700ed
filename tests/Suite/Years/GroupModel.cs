namespace Mastery.Suite.Tests.Years;

/// <summary>A Work Group on paper.</summary>
sealed class GroupModel(string name, string stage, int capacity, int expectedPercent)
{
    public string Name => name;

    public string Stage => stage;

    public int Capacity => capacity;

    public string State { get; set; } = "Recruiting";

    public List<PlaceModel> Places { get; } = [];

    public List<ApplicationModel> Waiting { get; } = [];

    public List<SessionModel> Sessions { get; } = [];

    public int Taken => Places.Count(place => place.State is "Active" or "Deferred" or "Completed");

    public IEnumerable<PlaceModel> Live => Places.Where(place => place.State is "Active" or "Deferred");

    public void Accept(ApplicationModel application, DateOnly day, params IEnumerable<string> advocates)
    {
        Waiting.Remove(application);
        application.State = "Accepted";
        Places.Add(new(application.Department, day, advocates));
    }

    public void Wait(ApplicationModel application)
    {
        application.State = "Waitlisted";
        Waiting.Add(application);
    }

    public void Withdraw(ApplicationModel application)
    {
        application.State = "Withdrawn";
        Waiting.Remove(application);
    }

    public void Complete()
    {
        State = "Completed";
        foreach (var place in Live.ToList())
        {
            Complete(place);
        }

        DeclineWaiting();
    }

    public void Complete(PlaceModel place)
    {
        var took = place.State == "Active";
        place.State = took ? "Completed" : "Withdrawn";
        if (took)
        {
            place.Department.Past.Add(new(Stage, "2024-25", place.Department.School, [.. place.Present]));
        }
    }

    public void Cancel()
    {
        State = "Cancelled";
        foreach (var place in Live.ToList())
        {
            place.State = "Cancelled";
        }

        foreach (var session in Sessions.Where(session => session.State == "Scheduled"))
        {
            session.State = "Cancelled";
        }

        DeclineWaiting();
    }

    public IEnumerable<string> Lines() =>
    [
        $"group {Name}: {State}, {Taken} of {Capacity} taken",
        $"sessions {Name}: {Sessions.Count(session => session.State == "Held")} held, "
            + $"{Sessions.Count(session => session.State == "Scheduled")} to come",
        .. Places.Select(place =>
            $"place {place.Department.Number:00} in {Name}: {place.State}, {place.AdvocateText()}"),
        .. Places.Select(Attendance),
    ];

    string Attendance(PlaceModel place)
    {
        var expected = Sessions.Where(session => session.State == "Held" && place.TakesPartOn(session.Day)).ToList();
        var came = expected.Select(session => session.Came
            .Where(row => row.Department == place.Department).Select(row => row.Person).ToHashSet()).ToList();
        var attended = came.Count(people => people.Count > 0);
        var people = place.Advocates.Union(came.SelectMany(one => one)).Order()
            .Select(person => $"{person}{(place.Advocates.Contains(person) ? "*" : "")} "
                + $"{came.Count(one => one.Contains(person))}");
        var met = expected.Count == 0 ? "Unspecified"
            : 100.0 * attended / expected.Count >= expectedPercent ? "Met" : "NotMet";
        return $"attendance {place.Department.Number:00} in {Name}: {attended} of {expected.Count}, {met}; "
            + string.Join(", ", people);
    }

    void DeclineWaiting()
    {
        foreach (var application in Waiting)
        {
            application.State = "Declined";
        }

        Waiting.Clear();
    }
}

/// <summary>A department's place in a Work Group on paper.</summary>
sealed class PlaceModel(DepartmentModel department, DateOnly start, IEnumerable<string> advocates)
{
    readonly List<(DateOnly From, DateOnly? Until)> _pauses = [];
    readonly HashSet<string> _handedOver = [];

    public DepartmentModel Department => department;

    public string State { get; set; } = "Active";

    /// <summary>The first day on which the department does not take part any more.</summary>
    public DateOnly? End { get; private set; }

    /// <summary>Everybody who is or was an Advocate.</summary>
    public List<string> Advocates { get; } = [.. advocates];

    public IEnumerable<string> Present => Advocates.Where(person => !_handedOver.Contains(person));

    public void Leave(string state, DateOnly day) => (State, End) = (state, day);

    public void Pause(DateOnly day)
    {
        State = "Deferred";
        _pauses.Add((day, null));
    }

    public void Resume(DateOnly day)
    {
        State = "Active";
        _pauses[^1] = (_pauses[^1].From, day);
    }

    public void HandOver(string from, string to)
    {
        _handedOver.Add(from);
        Advocates.Add(to);
    }

    public bool TakesPartOn(DateOnly day) => day >= start && (End is null || day < End)
        && !_pauses.Exists(pause => day >= pause.From && (pause.Until is null || day < pause.Until));

    public string AdvocateText() => string.Join(
        ", ", Advocates.Order().Select(person => _handedOver.Contains(person) ? $"{person} handed over" : person));
}

/// <summary>A session on paper.</summary>
sealed class SessionModel
{
    public required DateOnly Day { get; set; }

    public string State { get; set; } = "Scheduled";

    public HashSet<(DepartmentModel Department, string Person)> Came { get; } = [];
}

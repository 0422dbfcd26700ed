using Mastery.Mis.Records;
using Mastery.Mis.Tables;

namespace Mastery.Mis.Wonde;

/// <summary>Makes records of employees and deletions of a school.</summary>
sealed class WondePeople(SourceSchool? school, SourceReport report)
{
    readonly Dictionary<string, string> _deletedAt = new(StringComparer.Ordinal);
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    readonly StaffCollector _people = new(report);

    /// <summary>Everybody.</summary>
    public IEnumerable<StaffRead> All()
    {
        foreach (var id in _deletedAt.Keys.Where(id => !_seen.Contains(id)))
        {
            _people.Add(Gone(id, "deletions"));
        }

        return _people.People();
    }

    /// <summary>Adds a deletion, unless the id has come back since.</summary>
    public void Add(WondeDeletion deletion)
    {
        var (deleted, restored) = (deletion.DeletedAt?.Date ?? "", deletion.RestoredAt?.Date ?? "");
        if (deletion is { Id: { Length: > 0 } id, Type: "employee" or "employees" or null }
            && string.CompareOrdinal(restored, deleted) <= 0)
        {
            _deletedAt[id] = deleted;
        }
    }

    /// <summary>Adds an employee.</summary>
    public void Add(WondeEmployee employee)
    {
        var id = CellText.Clean(employee.Id);
        // A list that was begun again gives people a second time, as they are now.
        if (!_seen.Add(id) && id.Length > 0)
        {
            return;
        }

        var isGone = _deletedAt.TryGetValue(id, out var deleted)
            && string.CompareOrdinal(employee.UpdatedAt?.Date ?? "", deleted) <= 0;
        _people.Add(isGone || employee.EmploymentDetails?.Current == false ? Gone(id, "employees")
            : Draft(employee, id));
    }

    StaffDraft Gone(string id, string collection)
    {
        var draft = new StaffDraft(new(id, collection, 0, "id"), report);
        draft.Record.Deleted = true;
        return draft;
    }

    StaffDraft Draft(WondeEmployee employee, string id)
    {
        var draft = new StaffDraft(Cell("id", id), report);
        var (given, family) = (Cell("forename", employee.Forename), Cell("surname", employee.Surname));
        var legalGiven = Cell("legal_forename", employee.LegalForename);
        var legalFamily = Cell("legal_surname", employee.LegalSurname);
        draft.SetNames(
            legalGiven.IsEmpty ? given : legalGiven, legalFamily.IsEmpty ? family : legalFamily, given, family);
        var emails = employee.ContactDetails?.Emails;
        draft.SetEmail(Cell("emails", new[] { emails?.Work, emails?.Email, emails?.Primary }
            .FirstOrDefault(email => !string.IsNullOrWhiteSpace(email))));
        var employment = employee.EmploymentDetails;
        draft.SetTrn(Cell("teacher_number", employment?.TeacherNumber));
        AddPosts(draft, employee, employment);
        return draft;
    }

    void AddPosts(StaffDraft draft, WondeEmployee employee, WondeEmployment? employment)
    {
        var roles = employee.Roles?.Select(role => role.Name).Where(name => !string.IsNullOrWhiteSpace(name));
        var title = Cell("roles", string.Join("; ", (roles ?? []).Distinct()));
        var subjects = employee.Classes?.Select(taught => CellText.Clean(taught.Subject?.Name))
            .Where(subject => subject.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var subject in (subjects ?? []).DefaultIfEmpty(""))
        {
            draft.AddPost(school, Cell("classes.subject", subject), title,
                Cell("employment_start_date", employment?.EmploymentStartDate?.Date),
                Cell("employment_end_date", employment?.EmploymentEndDate?.Date));
        }
    }

    static SourceCell Cell(string field, string? text) => new(CellText.Clean(text), "employees", 0, field);
}

using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Mastery.Clients;
using Mastery.Participants.V1;

namespace Mastery.Cli.Bulk;

/// <summary>The people and departments of a hub, read once, to find which of them a row means.</summary>
sealed class HubPeople
{
    const int PageSize = 1000;

    readonly List<Participant> _people = [];
    readonly List<Department> _departments = [];

    /// <summary>The departments.</summary>
    public IReadOnlyList<Department> Departments => _departments;

    /// <summary>Reads them.</summary>
    public static async Task<HubPeople> ReadAsync(ApiClients api, string hub, CancellationToken cancellation)
    {
        var read = new HubPeople();
        await foreach (var person in Paging.AllAsync(
            api.People.ListParticipantsAsync, new ListParticipantsRequest { Parent = hub, PageSize = PageSize },
            page => page.Participants, cancellation))
        {
            read._people.Add(person);
        }

        await foreach (var department in Paging.AllAsync(
            api.People.ListDepartmentsAsync, new ListDepartmentsRequest { Parent = hub, PageSize = PageSize },
            page => page.Departments, cancellation))
        {
            read._departments.Add(department);
        }

        return read;
    }

    /// <summary>The person of any of these keys; null where there is none.</summary>
    /// <exception cref="RowRefusedException">The keys are those of several people.</exception>
    public Participant? Find(PersonKeys keys)
    {
        var found = _people.Where(keys.Are).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw new RowRefusedException(
            $"{keys} are those of {string.Join(" and ", found.Select(Names.Called))}: correct the row, or merge the "
                + "two with mastery people merge");
    }

    /// <summary>Takes what a person is now.</summary>
    public void Keep(Participant person)
    {
        _people.RemoveAll(known => known.Name == person.Name);
        _people.Add(person);
    }

    /// <summary>Takes a new department.</summary>
    public void Keep(Department department)
    {
        _departments.RemoveAll(known => known.Name == department.Name);
        _departments.Add(department);
    }

    /// <summary>The hub's department of a subject at a school; null where it has none.</summary>
    public Department? Department(string urn, Mastery.Common.V1.Subject subject) => _departments.FirstOrDefault(
        department => department.School == $"schools/{urn}" && department.Subject == subject);
}

/// <summary>By what a person is known from one file to the next.</summary>
/// <param name="Name">The name of the resource.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Trn">The teacher reference number.</param>
/// <param name="Source">Whose id the next one is.</param>
/// <param name="Id">The id at the source.</param>
sealed record PersonKeys(string Name, string Email, string Trn, string Source, string Id)
{
    /// <summary>Whether there is none of them.</summary>
    public bool None => Name.Length + Email.Length + Trn.Length + Id.Length == 0;

    /// <summary>Whether one of them is the person's.</summary>
    public bool Are(Participant person) => (Name.Length > 0 && person.Name == Name)
        || (Email.Length > 0 && person.Email.Equals(Email, StringComparison.OrdinalIgnoreCase))
        || (Trn.Length > 0 && person.Trn == Trn)
        || (Id.Length > 0 && person.ExternalIds.Any(id => id.Source == Source && id.Value == Id));

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        ", ", new[] { Name, Email, Trn, $"{Source} {Id}".Trim() }.Where(key => key.Length > 0));
}

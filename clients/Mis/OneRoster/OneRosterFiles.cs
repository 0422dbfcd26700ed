using Mastery.Mis.Files;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;
using static Mastery.Mis.OneRoster.OneRosterColumns;

namespace Mastery.Mis.OneRoster;

/// <summary>Reads OneRoster 1.1 and 1.2 CSV, and School Data Sync 2.1, from a folder or an archive.</summary>
/// <remarks>1.1 has the role and the schools of a person in <c>users.csv</c>, the others in <c>roles.csv</c>. A
/// manifest says whether users are all or only those that have changed; School Data Sync has none and is always
/// all.</remarks>
sealed class OneRosterFiles(SourceFiles files, FileSourceOptions options, SourceReport report)
{
    const string UsersFile = "users.csv";
    const string OrgsFile = "orgs.csv";
    const string RolesFile = "roles.csv";

    static readonly SourceColumn[] UserColumns =
    [
        Id, Status, UserRole, UserOrgs, PrimaryOrg, UserIds, GivenName, FamilyName, PreferredGivenName,
        PreferredFamilyName, Email,
    ];

    readonly Orgs _orgs = new(report, OrgsFile, options.KnownSchool());
    readonly Dictionary<string, List<Place>> _places = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);
    readonly StaffCollector _people = new(report);
    bool _isDelta;
    bool _rolesFileExists;

    /// <summary>Whether files are such an export. A delta may have nothing but users.</summary>
    public static bool Recognises(SourceFiles files) => files.Find(UsersFile) is not null
        && (files.Find(OrgsFile) is not null || files.Find(Manifest.FileName) is not null);

    /// <summary>Reads them.</summary>
    public IEnumerable<StaffReading> Read()
    {
        var manifest = Manifest.Of(files, report);
        var mode = options.Mode ?? Mode(manifest);
        _isDelta = mode == FeedMode.Delta;
        _rolesFileExists = files.Find(RolesFile) is not null && manifest.Has("roles");
        yield return new SourceStart(Format(manifest), mode) { System = manifest.System };
        if (files.Find(OrgsFile) is { } orgs)
        {
            ReadOrgs(orgs);
        }

        if (_rolesFileExists)
        {
            ReadRoles(files.Find(RolesFile)!);
        }

        ReadUsers(Users(), Teaching.Of(files, manifest, report));
        foreach (var person in _people.People())
        {
            yield return person;
        }
    }

    SourceFile Users() => files.Find(UsersFile)
        ?? throw new StaffSourceException($"{files.Name} has no {UsersFile}: it is not a OneRoster export.");

    string Format(Manifest manifest) =>
        !manifest.Exists && _rolesFileExists ? "School Data Sync 2.1 CSV"
            : $"OneRoster {(manifest.Version.Length > 0 ? manifest.Version : _rolesFileExists ? "1.2" : "1.1")} CSV";

    FeedMode Mode(Manifest manifest)
    {
        if (manifest is { Exists: true, Users: null })
        {
            report.Add(new(Manifest.FileName, 0, "file.users", "it does not say whether users.csv is \"bulk\" or "
                + "\"delta\"; it is taken for bulk, which has everybody"));
        }

        return manifest.Users ?? FeedMode.Full;
    }

    void ReadOrgs(SourceFile file)
    {
        foreach (var row in file.Rows(report, [Id, Status, OrgName, OrgType, OrgIdentifier, Parent], [Id], [OrgName]))
        {
            if (!StaffRoles.IsGone(row.Text(Status)))
            {
                _orgs.Add(row[Id], row.Text(OrgName), row.Text(OrgType), row[OrgIdentifier], row.Text(Parent));
            }
        }
    }

    void ReadRoles(SourceFile file)
    {
        foreach (var row in file.Rows(report, [User, Org, Role, Status, Begin, End], [User], [Role]))
        {
            var (user, role) = (row.Text(User), row.Text(Role));
            if (!IsStaff(row[Role]))
            {
                _others[user] = KindOf(role);
            }
            else if (!StaffRoles.IsGone(row.Text(Status)))
            {
                if (!_places.TryGetValue(user, out var places))
                {
                    _places[user] = places = [];
                }

                places.Add(new(row.Text(Org), role, row[Begin], row[End]));
            }
        }
    }

    void ReadUsers(SourceFile file, Teaching teaching)
    {
        foreach (var row in file.People(report, UserColumns, [Id], [GivenName], [FamilyName]))
        {
            if (PlacesOf(row) is { } places)
            {
                _people.Add(Draft(row, places, teaching));
            }
        }
    }

    StaffDraft Draft(TableRow row, List<Place> places, Teaching teaching)
    {
        var draft = new StaffDraft(row[Id], report);
        if (StaffRoles.IsGone(row.Text(Status)))
        {
            draft.Record.Deleted = true;
            return draft;
        }

        draft.SetNames(row[GivenName], row[FamilyName], row[PreferredGivenName], row[PreferredFamilyName]);
        draft.SetEmail(row[Email]);
        draft.SetTrn(TrnIn.UserIds(row[UserIds]));
        AddPosts(draft, row, places, teaching);
        return draft;
    }

    void AddPosts(StaffDraft draft, TableRow row, List<Place> places, Teaching teaching)
    {
        foreach (var place in _orgs.PlacesOfWork(places, place => place.Org))
        {
            var school = _orgs.SchoolOf(place.Org);
            var role = StaffRoles.Responsibility(place.Role);
            var subjects = teaching.Of(row.Text(Id)).Where(taught => _orgs.SchoolOf(taught.Org) == school)
                .Select(taught => taught.Subject).Distinct(StringComparer.OrdinalIgnoreCase).DefaultIfEmpty("");
            foreach (var subject in subjects)
            {
                draft.AddPost(school, row[Id].With(subject), default, place.Begin, place.End, role);
            }
        }

        var elsewhere = teaching.Of(row.Text(Id)).Select(taught => (School: _orgs.SchoolOf(taught.Org), taught.Subject))
            .Where(taught => taught.School is not null && !places.Any(place =>
                _orgs.SchoolOf(place.Org) == taught.School));
        foreach (var (school, subject) in elsewhere.Distinct())
        {
            draft.AddPost(school, row[Id].With(subject));
        }
    }

    /// <summary>Where a member of staff works; null for whoever is none.</summary>
    List<Place>? PlacesOf(TableRow row)
    {
        if (!_rolesFileExists)
        {
            var roles = Teaching.Split(row.Text(UserRole));
            return roles.Any(role => IsStaff(row[UserRole].With(role))) ? [.. PlacesOf(row, roles)]
                : Dropped(KindOf(roles.FirstOrDefault("")));
        }

        var user = row.Text(Id);
        if (_places.TryGetValue(user, out var places))
        {
            return places;
        }

        if (_others.TryGetValue(user, out var kind))
        {
            return Dropped(kind);
        }

        // A delta has no roles of people whose roles have not changed. Of those who are gone the id is enough.
        return _isDelta && StaffRoles.IsGone(row.Text(Status)) ? [] : Dropped(KindOf(""));
    }

    static IEnumerable<Place> PlacesOf(TableRow row, string[] roles)
    {
        var orgs = Teaching.Split(row.Text(UserOrgs)) is { Length: > 0 } listed ? listed : [row.Text(PrimaryOrg)];
        return orgs.Select(org => new Place(org, roles.First(StaffRoles.IsStaff), default, default));
    }

    bool IsStaff(SourceCell role)
    {
        if (!StaffRoles.IsStaff(role.Text) && StaffRoles.KindOf(role.Text) is null && !role.IsEmpty)
        {
            report.AddOnce(role.Text, role.Problem($"\"{role.Text}\" is not a role of staff; people with it are left "
                + "out"));
        }

        return StaffRoles.IsStaff(role.Text);
    }

    static string KindOf(string role) => role.Length == 0 ? "people without a role"
        : StaffRoles.KindOf(role) ?? "people with other roles";

    List<Place>? Dropped(string kind)
    {
        report.Drop(kind);
        return null;
    }

    sealed record Place(string Org, string Role, SourceCell Begin, SourceCell End);
}

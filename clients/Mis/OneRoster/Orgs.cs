using Mastery.Mis.Records;
using Mastery.Mis.Tables;

namespace Mastery.Mis.OneRoster;

/// <summary>The organisations of an export, and which school each is or belongs to.</summary>
sealed class Orgs(SourceReport report, string file, SourceSchool? fallback)
{
    const int Deepest = 10;

    readonly Dictionary<string, Org> _orgs = new(StringComparer.Ordinal);
    readonly Dictionary<string, SourceSchool?> _schools = new(StringComparer.Ordinal);

    /// <summary>Adds one.</summary>
    public void Add(SourceCell id, string name, string type, SourceCell identifier, string parent)
    {
        var number = SchoolNumbers.TryRead(identifier.Text, name, out var school) ? school
            : SchoolNumbers.TryRead(id.Text, name, out var byId) ? byId : null;
        var isAbove = IsAbove(type);
        if (number is not null && !isAbove)
        {
            report.Cover(number);
        }

        _orgs[id.Text] = new(name, isAbove ? null : number, parent, identifier, isAbove);
    }

    /// <summary>The school of an organisation, also of a department inside one; the school that the caller named where
    /// the export does not say it.</summary>
    public SourceSchool? SchoolOf(string id)
    {
        if (!_schools.TryGetValue(id, out var school))
        {
            _schools[id] = school = id.Length > 0 ? Find(id) ?? fallback : fallback;
            if (school is not null)
            {
                report.Cover(school);
            }
        }

        return school;
    }

    /// <summary>The places that are schools or parts of them. People of a school often belong to its trust too, which
    /// is no place of work; whoever belongs to nothing else keeps it.</summary>
    public List<T> PlacesOfWork<T>(List<T> places, Func<T, string> org)
    {
        var schools = places.FindAll(place => !_orgs.TryGetValue(org(place), out var known) || !known.IsAbove);
        return schools.Count > 0 ? schools : places;
    }

    SourceSchool? Find(string id)
    {
        if (Above(id) is { } above)
        {
            return above;
        }

        if (_orgs.TryGetValue(id, out var known))
        {
            report.Add(known.Identifier.Problem($"the organisation \"{known.Name}\" has neither a URN (six digits) "
                + $"nor a LAESTAB (seven digits); {Consequence}"));
            return null;
        }

        if (!SchoolNumbers.TryRead(id, "", out var school))
        {
            report.Add(new(file, 0, "sourcedId", $"people belong to an organisation \"{id}\" that is not in this file; "
                + Consequence));
        }

        return school;
    }

    /// <summary>The school of an organisation or of one above it.</summary>
    SourceSchool? Above(string id)
    {
        for (var depth = 0; depth < Deepest && _orgs.TryGetValue(id, out var org); depth++)
        {
            if (org.School is { } found)
            {
                return found;
            }

            id = org.Parent;
        }

        return null;
    }

    string Consequence => fallback is null ? "posts there are taken without a school"
        : $"posts there are taken for the school {fallback.Number}";

    // A trust or local authority is not a place of work, whatever its number looks like.
    static bool IsAbove(string type) => type.ToLowerInvariant() is "district" or "local" or "state" or "national";

    sealed record Org(string Name, SourceSchool? School, string Parent, SourceCell Identifier, bool IsAbove);
}

using Mastery.Mis.Records;
using Mastery.Mis.Tables;

namespace Mastery.Mis.OneRoster;

/// <summary>Makes records of the users of a service.</summary>
sealed class ApiPlaces(Orgs orgs, Teaching teaching, SourceReport report)
{
    /// <summary>Adds a user, if they are staff: a service that does not know the filter gives everybody.</summary>
    public void Add(StaffCollector people, ApiUser user, string role)
    {
        var roles = user.Roles is { Count: > 0 } listed ? listed : [.. (user.Orgs is { Count: > 0 } all ? all
            : [user.PrimaryOrg ?? new("")])
            .Select(org => new ApiUserRole(user.Role ?? role, org, null, null))];
        var places = roles.Where(held => StaffRoles.IsStaff(held.Role ?? "")).ToList();
        if (places.Count == 0)
        {
            report.Drop(StaffRoles.KindOf(roles.FirstOrDefault()?.Role ?? "") ?? "people with other roles");
            return;
        }

        var draft = new StaffDraft(Cell("sourcedId", user.SourcedId), report);
        if (StaffRoles.IsGone(user.Status ?? ""))
        {
            draft.Record.Deleted = true;
        }
        else
        {
            Fill(draft, user);
            foreach (var place in orgs.PlacesOfWork(places, place => place.Org?.SourcedId ?? ""))
            {
                AddPosts(draft, place, user.SourcedId ?? "");
            }
        }

        people.Add(draft);
    }

    static void Fill(StaffDraft draft, ApiUser user)
    {
        draft.SetNames(Cell("givenName", user.GivenName), Cell("familyName", user.FamilyName),
            Cell("preferredFirstName", user.PreferredFirstName), Cell("preferredLastName", user.PreferredLastName));
        draft.SetEmail(Cell("email", user.Email));
        draft.SetTrn(Cell("userIds", user.UserIds?.Find(id => TrnIn.IsType(id.Type ?? ""))?.Identifier));
    }

    void AddPosts(StaffDraft draft, ApiUserRole place, string user)
    {
        var school = orgs.SchoolOf(place.Org?.SourcedId ?? "");
        foreach (var subject in teaching.Of(user).Where(taught => orgs.SchoolOf(taught.Org) == school)
            .Select(taught => taught.Subject).Distinct(StringComparer.OrdinalIgnoreCase).DefaultIfEmpty(""))
        {
            draft.AddPost(school, Cell("subjects", subject), default, Cell("beginDate", place.BeginDate),
                Cell("endDate", place.EndDate), StaffRoles.Responsibility(place.Role ?? ""));
        }
    }

    static SourceCell Cell(string field, string? text) => new(CellText.Clean(text), "users", 0, field);
}

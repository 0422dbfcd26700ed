using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Mastery.Mis.Tests.StandIns;

/// <summary>Wonde for one school: employees and deletions, page by page with cursors.</summary>
sealed class WondeStandIn : StandIn
{
    public const string SchoolId = "A1930499544";
    public const string Token = "wonde-token";

    readonly Dictionary<string, int> _cursors = [];

    /// <summary>What the school has.</summary>
    public JsonObject School { get; } = JsonNode.Parse("""
        { "id": "A1930499544", "name": "Hill School", "urn": 136283, "la_code": "936", "establishment_number": "4567",
          "phone_number": "canary-phone", "region": { "code": "GBR" } }
        """)!.AsObject();

    /// <summary>The employees, in the order of the list.</summary>
    public List<JsonObject> Employees { get; } = [];

    /// <summary>The deletions.</summary>
    public List<JsonObject> Deletions { get; } = [];

    /// <summary>How many cursors that were given out are not known any more when they are used.</summary>
    public int ExpiredCursors { get; set; }

    /// <summary>Whether it refuses to say what has changed.</summary>
    public bool RefusesChanges { get; set; }

    /// <summary>What a reader of it is made of.</summary>
    public WondeOptions Options => new()
    {
        Address = new(Address, "v1.0/"), Token = Token, SchoolId = SchoolId, PageSize = 2, Limits = Limits,
    };

    /// <summary>Adds an employee with a great deal that nobody asked for.</summary>
    public JsonObject Add(string id, string forename, string surname, TimeSpan age = default)
    {
        var employee = JsonNode.Parse("""
            { "upi": "canary-upi", "mis_id": "9", "initials": "canary-initials", "title": "canary-title",
              "gender": "canary-gender", "date_of_birth": { "date": "canary-born" }, "restored_at": null,
              "extended_details": { "data": { "ni_number": "canary-ni", "ethnicity_code": "canary-ethnicity" } },
              "roles": { "data": [ { "id": "r1", "mis_id": "1", "name": "Head of Mathematics" } ] },
              "employment_details": { "data": { "teacher_number": "1234567", "payroll_number": "canary-payroll",
                "current": true, "employment_start_date": { "date": "2021-09-01 00:00:00.000000", "timezone_type": 3,
                "timezone": "UTC" }, "employment_end_date": null } },
              "contact_details": { "data": { "phones": { "phone": "canary-phone" }, "emails": {
                "email": "canary-main@home.example", "home": "canary-home@home.example",
                "work": "work@hill.example" }, "addresses": { "home": "canary-address" } } },
              "classes": { "data": [ { "id": "c1", "name": "canary-class", "subject": { "data": { "id": "s1",
                "name": "Mathematics" } } }, { "id": "c2", "subject": null }, { "id": "c3", "subject": [] } ] } }
            """)!.AsObject();
        employee["id"] = id;
        (employee["forename"], employee["surname"]) = (forename, surname);
        (employee["legal_forename"], employee["legal_surname"]) = (forename, surname);
        employee["updated_at"] = Time(age);
        Employees.Add(employee);
        return employee;
    }

    /// <summary>Adds a deletion.</summary>
    public JsonObject Delete(string id, TimeSpan age, TimeSpan? restored = null)
    {
        var deletion = new JsonObject
        {
            ["id"] = id, ["type"] = "employee", ["deleted_at"] = Time(age),
            ["restored_at"] = restored is { } back ? Time(back) : null,
        };
        Deletions.Add(deletion);
        return deletion;
    }

    /// <summary>A time as Wonde writes it.</summary>
    public JsonObject Time(TimeSpan age) => new()
    {
        ["date"] = (Now - age).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        ["timezone_type"] = 3,
        ["timezone"] = "UTC",
    };

    protected override bool IsSigned(HttpContext context) =>
        context.Request.Headers.Authorization == $"Bearer {Token}";

    protected override JsonNode? Answer(HttpContext context) => context.Request.Path.Value switch
    {
        $"/v1.0/schools/{SchoolId}" => new JsonObject { ["data"] = School.DeepClone() },
        $"/v1.0/schools/{SchoolId}/employees" => Page(context, Employees, "updated_at"),
        $"/v1.0/schools/{SchoolId}/deletions" => Page(context, Deletions, "deleted_at"),
        _ => null,
    };

    JsonObject? Page(HttpContext context, List<JsonObject> all, string changed)
    {
        var (size, after, cursor) = (int.Parse(Query(context, "per_page"), CultureInfo.InvariantCulture),
            Query(context, "updated_after"), Query(context, "cursor"));
        if ((RefusesChanges && after.Length > 0)
            || (cursor.Length > 0 && (!_cursors.ContainsKey(cursor) || ExpiredCursors-- > 0)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        var start = cursor.Length > 0 ? _cursors[cursor] : 0;
        var items = all.Where(item => string.CompareOrdinal((string)item[changed]!["date"]!, after) > 0).ToList();
        var more = start + size < items.Count;
        var next = $"cursor-{_cursors.Count}";
        _cursors[next] = start + size;
        var query = context.Request.QueryString.ToString().Split("&cursor=")[0];
        return new()
        {
            ["data"] = new JsonArray([.. items.Skip(start).Take(size).Select(item => item.DeepClone())]),
            ["meta"] = new JsonObject
            {
                ["pagination"] = new JsonObject
                {
                    ["next"] = more ? new Uri(Address, $"{context.Request.Path}{query}&cursor={next}").AbsoluteUri
                        : null,
                    ["previous"] = null, ["more"] = more, ["per_page"] = size, ["current_page"] = 1,
                },
            },
        };
    }
}

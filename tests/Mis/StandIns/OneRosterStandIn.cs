using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Mastery.Mis.Tests.StandIns;

/// <summary>A OneRoster service with one school: collections with limit, offset and filter, and tokens.</summary>
sealed partial class OneRosterStandIn(string version = "v1p1") : StandIn
{
    readonly Dictionary<string, List<JsonObject>> _collections = new()
    {
        ["orgs"] = [], ["users"] = [], ["enrollments"] = [], ["classes"] = [], ["courses"] = [],
    };

    string _token = "";

    /// <summary>How many tokens were given.</summary>
    public int Tokens { get; private set; }

    /// <summary>Whether it says the next page in the header <c>Link</c> instead of the total.</summary>
    public bool Links { get; set; }

    /// <summary>The collections that the client may not read.</summary>
    public string[] Without { get; set; } = [];

    /// <summary>Whether it knows filters.</summary>
    public bool Filters { get; set; } = true;

    /// <summary>What a reader of it is made of.</summary>
    public OneRosterApiOptions Options => new()
    {
        Address = new(Address, $"ims/oneroster/{version}"), TokenAddress = new(Address, "token"), ClientId = "mis",
        ClientSecret = "secret:/ü", PageSize = 2, Limits = Limits,
    };

    /// <summary>Adds something.</summary>
    public JsonObject Add(string collection, string json)
    {
        var item = JsonNode.Parse(json)!.AsObject();
        item["dateLastModified"] ??= Time(TimeSpan.FromDays(30));
        _collections[collection].Add(item);
        return item;
    }

    /// <summary>Adds a user with a great deal that nobody asked for.</summary>
    public JsonObject AddUser(string id, string role, string given, string family, string more = "") => Add("users",
        $$"""
        { "sourcedId": "{{id}}", "status": "active", "username": "canary-user", "enabledUser": "true",
          "givenName": "{{given}}", "familyName": "{{family}}", "middleName": "canary-middle", "role": "{{role}}",
          "identifier": "canary-identifier", "email": "{{id}}@hill.example", "sms": "canary-sms",
              "phone": "canary-phone",
          "password": "canary-password", "agents": [], "grades": [], "orgs": [ { "href": "canary", "sourcedId": "o1",
          "type": "org" } ]{{more}} }
        """);

    /// <summary>A time as OneRoster writes it.</summary>
    public string Time(TimeSpan age) =>
        (Now - age).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Makes the token that was given unknown.</summary>
    public void ForgetToken() => _token = "another";

    protected override bool IsSigned(HttpContext context) => context.Request.Path == "/token"
        ? context.Request.Headers.Authorization == "Basic bWlzOnNlY3JldCUzQSUyRiVDMyVCQw=="
        : context.Request.Headers.Authorization == $"Bearer {_token}";

    protected override JsonNode? Answer(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            _token = $"token-{++Tokens}";
            return new JsonObject { ["access_token"] = _token, ["token_type"] = "bearer", ["expires_in"] = "3600" };
        }

        var collection = context.Request.Path.Value!.Split('/')[^1];
        if (Without.Contains(collection))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }

        return context.Request.Path.StartsWithSegments($"/ims/oneroster/{version}")
            && _collections.TryGetValue(collection, out var all) ? Page(context, collection, all) : null;
    }

    JsonObject Page(HttpContext context, string collection, List<JsonObject> all)
    {
        var (limit, offset) = (Number(context, "limit"), Number(context, "offset"));
        var found = all.Where(item => !Filters || Fits(item, Query(context, "filter"))).ToList();
        if (!Links)
        {
            context.Response.Headers["X-Total-Count"] = $"{found.Count}";
        }
        else if (offset + limit < found.Count)
        {
            var query = context.Request.QueryString.ToString().Replace(
                $"offset={offset}", $"offset={offset + limit}", StringComparison.Ordinal);
            context.Response.Headers.Link = $"<{new Uri(Address, context.Request.Path + query).AbsoluteUri}>; "
                + $"rel=\"next\", <{Address}>; rel=\"first\"";
        }

        return new()
        {
            [collection] = new JsonArray([.. found.Skip(offset).Take(limit).Select(item => item.DeepClone())]),
        };
    }

    static int Number(HttpContext context, string name) => int.Parse(Query(context, name),
        CultureInfo.InvariantCulture);

    static bool Fits(JsonObject item, string filter) => filter.Length == 0 || filter.Split(" AND ").All(part =>
    {
        var match = Condition().Match(part);
        var (field, value) = (match.Groups[1].Value, match.Groups[3].Value);
        return field == "roles.role"
            ? item["roles"]!.AsArray().Any(role => (string)role!["role"]! == value)
            : match.Groups[2].Value == ">" ? string.CompareOrdinal((string)item[field]!, value) > 0
            : (string)item[field]! == value;
    });

    [GeneratedRegex("^([\\w.]+)([=>])'([^']*)'$")]
    private static partial Regex Condition();
}

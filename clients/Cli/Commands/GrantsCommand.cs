using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Access.V1;
using Mastery.Cli.Connection;
using Mastery.Cli.Lists;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Cli.Commands;

/// <summary><c>mastery grants</c>: what people may do who sign in with an issuer of theirs.</summary>
sealed class GrantsCommand(Terminal terminal, ConnectionOptions connection)
{
    static ListOf<ListGrantsRequest, ListGrantsResponse, Grant> Grants => new()
    {
        Method = api => api.Access.ListGrantsAsync,
        Rows = page => page.Grants,
        Noun = ("grant", "grants"),
        Filters =
        [
            ListFilter.OneOf<Role>("--role", "role", "What they are."),
            ListFilter.Is("--issuer", "issuer", "The issuer with which they sign in.", "uri"),
            ListFilter.OneOf<Grant.Types.State>("--state", "state", "Whether it is revoked."),
            ListFilter.Of<bool?>("--break-glass", "Whether they were given in an emergency.", "true|false",
                given => $"break_glass = {(given == true ? "true" : "false")}"),
        ],
        Columns =
        [
            new("id", (grant, _) => Id(grant), 36),
            new("state", (grant, _) => State(grant), 7),
            new("role", (grant, _) => WordOption.Word(grant.Role), 12),
            new("hubs", (grant, _) => Hubs(grant), 9),
            new("only", (grant, _) => Only(grant)),
            new("who", (grant, _) => grant.Subject.Length > 0 ? grant.Subject : $"group {grant.ExternalGroup}", 12),
            new("issuer", (grant, _) => grant.Issuer, 12),
            new("name", (grant, _) => grant.DisplayName, 12),
        ],
    };

    readonly Argument<string> _id = new("id") { Description = "The grant's id." };

    readonly Option<string> _issuer = new("--issuer")
    {
        Description = "The issuer with which the person signs in, as its tokens name it (iss).",
        HelpName = "uri",
        Required = true,
    };

    readonly Option<string?> _subject = new("--subject")
    {
        Description = "The person's id at the issuer; or --group.",
        HelpName = "id",
    };

    readonly Option<string?> _group = new("--group")
    {
        Description = "The group, as the issuer's tokens name it, whose people it is for; or --subject.",
        HelpName = "name",
    };

    readonly Option<Role?> _role = Needed(WordOption.Of<Role>("--role", "What they are."));

    readonly Option<string[]> _hubs = new("--hub")
    {
        Description = "The id of a hub that they may work for; several are allowed. None for national roles.",
        HelpName = "id",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<string?> _school = new("--school")
    {
        Description = "The URN of their school, for the roles at a school.",
        HelpName = "urn",
    };

    readonly Option<string?> _trust = new("--trust")
    {
        Description = "Their trust (its UID in GIAS), for the roles at a trust.",
        HelpName = "uid",
    };

    readonly Option<string> _name = new("--name")
    {
        Description = "Who it is for, for people.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<string?> _reason = new("--reason") { Description = "Why it is given.", HelpName = "text" };

    readonly Option<string> _person = new("--subject")
    {
        Description = "The person's id at the issuer.",
        HelpName = "id",
        Required = true,
    };

    readonly Option<string> _hub = new("--hub")
    {
        Description = "The id of the hub.",
        HelpName = "id",
        Required = true,
    };

    readonly Option<string> _why = new("--reason")
    {
        Description = "What happened, and who of the hub was asked.",
        HelpName = "text",
        Required = true,
    };

    readonly Option<double?> _hours = new("--hours")
    {
        Description = "For how long, 8 at most; an hour when left out.",
        HelpName = "number",
    };

    readonly Option<DateTimeOffset?> _until = new("--until")
    {
        Description = "When it ends, for example 2027-08-31; it does not end by itself when left out.",
        HelpName = "time",
    };

    readonly Option<DateTimeOffset?> _end = new("--until")
    {
        Description = "When it ends, for example 2027-08-31.",
        HelpName = "time",
        Required = true,
    };

    public Command Build() => new("grants", "Grants: what people may do who sign in with an issuer of theirs.")
    {
        new Command("add", "Gives a person, or a group, the rights of a role.")
        {
            _issuer, _subject, _group, _role, _hubs, _school, _trust, _name, _reason, _until,
        }.Calls(terminal, connection, AddAsync),
        new Command("break-glass", "Opens a hub to one person for a few hours, in an emergency. The hub sees it.")
        {
            _issuer, _person, _hub, _name, _why, _hours,
        }.Calls(terminal, connection, BreakGlassAsync),
        new ListVerb(terminal, connection).Build("list", "Lists the grants of the hubs that one may manage.", Grants),
        new Command("get", "Shows a grant, with what it allows.") { _id }.Calls(terminal, connection, GetAsync),
        new Command("extend", "Sets when a grant ends, later or sooner.") { _id, _end }.Calls(
            terminal, connection, ExtendAsync),
        new Command("revoke", "Takes a grant away for good; its tokens are void.") { _id }.Calls(
            terminal, connection, RevokeAsync),
    };

    async Task AddAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.CreateGrantAsync(new()
        {
            Grant = new()
            {
                Issuer = parsed.GetRequiredValue(_issuer),
                Subject = parsed.GetValue(_subject) ?? "",
                ExternalGroup = parsed.GetValue(_group) ?? "",
                Role = parsed.GetRequiredValue(_role)!.Value,
                Hubs = { (parsed.GetValue(_hubs) ?? []).Select(hub => $"hubs/{hub}") },
                School = parsed.GetValue(_school) is { Length: > 0 } urn ? $"schools/{urn}" : "",
                Trust = parsed.GetValue(_trust) is { Length: > 0 } uid ? $"trusts/{uid}" : "",
                DisplayName = parsed.GetRequiredValue(_name),
                Reason = parsed.GetValue(_reason) ?? "",
                ExpireTime = parsed.GetValue(_until)?.ToTimestamp(),
            },
        }, cancellationToken: cancellation));

    async Task BreakGlassAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.BreakGlassAsync(new()
        {
            Hub = $"hubs/{parsed.GetRequiredValue(_hub)}",
            Issuer = parsed.GetRequiredValue(_issuer),
            Subject = parsed.GetRequiredValue(_person),
            DisplayName = parsed.GetRequiredValue(_name),
            Reason = parsed.GetRequiredValue(_why),
            ExpireTime = parsed.GetValue(_hours) is { } hours
                ? DateTimeOffset.UtcNow.AddHours(hours).ToTimestamp() : null,
        }, cancellationToken: cancellation));

    async Task GetAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation)
    {
        var grant = await api.Access.GetGrantAsync(new() { Name = Name(parsed) }, cancellationToken: cancellation);
        Write(parsed, grant);
        if (!connection.Json(parsed))
        {
            terminal.OutputWriter.WriteLine($"  {grant.DisplayName}: {grant.Reason}".TrimEnd(':', ' '));
            terminal.OutputWriter.WriteLine($"  {grant.Issuer} {grant.Subject}{grant.ExternalGroup}");
            terminal.OutputWriter.WriteLine($"  given by {grant.Creator}");
            terminal.OutputWriter.WriteLine($"  {string.Join(' ', grant.Scopes)}");
        }
    }

    async Task ExtendAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) =>
        Write(parsed, await api.Access.UpdateGrantAsync(new()
        {
            Grant = new() { Name = Name(parsed), ExpireTime = parsed.GetRequiredValue(_end)!.Value.ToTimestamp() },
            UpdateMask = new() { Paths = { "expire_time" } },
        }, cancellationToken: cancellation));

    async Task RevokeAsync(ApiClients api, ParseResult parsed, CancellationToken cancellation) => Write(
        parsed, await api.Access.RevokeGrantAsync(new() { Name = Name(parsed) }, cancellationToken: cancellation));

    void Write(ParseResult parsed, Grant grant) => terminal.OutputWriter.WriteLine(connection.Json(parsed)
        ? JsonFormatter.Default.Format(grant)
        : $"{Id(grant)}: {WordOption.Word(grant.Role)}, {Hubs(grant)}"
            + $"{(Only(grant) is { Length: > 0 } only ? $", {only}" : "")}, {State(grant)}");

    string Name(ParseResult parsed) => $"grants/{parsed.GetRequiredValue(_id)}";

    static Option<Role?> Needed(Option<Role?> option)
    {
        option.Required = true;
        return option;
    }

    static string Id(Grant grant) => grant.Name["grants/".Length..];

    static string Hubs(Grant grant) => grant.Hubs.Count == 0
        ? "every hub"
        : string.Join(", ", grant.Hubs.Select(hub => hub["hubs/".Length..]));

    static string Only(Grant grant) => grant.School.Length > 0 ? grant.School.Replace("schools/", "school ")
        : grant.Trust.Replace("trusts/", "trust ");

    static string State(Grant grant) => (grant.BreakGlass ? "emergency, " : "") + (
        grant.State == Grant.Types.State.Revoked ? "revoked"
        : grant.ExpireTime is not { } end ? "active"
        : string.Create(CultureInfo.InvariantCulture, $"until {end.ToDateTime():yyyy-MM-dd HH:mm} UTC"));
}

using Mastery.Cli.Connection;
using Mastery.Participants.V1;

namespace Mastery.Cli.Bulk;

/// <summary><c>mastery people import</c>: creates or updates people with their posts, by resource name, e-mail address,
/// TRN or external id. Several rows may be about one person, each with another post.</summary>
sealed class PeopleImport(
    ApiClients api, string hub, HubPeople known, BulkReport report, bool dryRun, CancellationToken cancellation)
{
    /// <summary>The columns that a file must have; of each group one.</summary>
    public static string[][] Needed { get; } = [["email", "trn", "external_id", "name"]];

    /// <summary>Imports a file.</summary>
    public static async Task RunAsync(
        ApiClients api, string hub, Sheet sheet, BulkReport report, bool dryRun, CancellationToken cancellation)
    {
        var known = await HubPeople.ReadAsync(api, hub, cancellation);
        var import = new PeopleImport(api, hub, known, report, dryRun, cancellation);
        foreach (var row in sheet.Rows)
        {
            await import.RunAsync(row);
        }
    }

    Task RunAsync(SheetRow row) => report.RunAsync(row.Line, SubjectOf(row), async () =>
    {
        row.RequireWhole();
        var read = new PersonRow(row);
        if (read.Keys.None)
        {
            throw new RowRefusedException(
                "the row has no e-mail address, TRN or external id, by which the next import would know the person");
        }

        return known.Find(read.Keys) is { } before ? await UpdateAsync(before, read) : await CreateAsync(read);
    });

    async Task<(BulkOutcome, string)> CreateAsync(PersonRow read)
    {
        if (read.Keys.Name.Length > 0)
        {
            throw new RowRefusedException($"nobody in the hub is {read.Keys.Name}");
        }

        var person = read.Apply(new(), known);
        if (person.GivenName.Length == 0 || person.FamilyName.Length == 0)
        {
            throw new RowRefusedException($"nobody in the hub is {read.Keys}, and a new person needs both names");
        }

        known.Keep(dryRun ? Named(person) : await api.People.CreateParticipantAsync(
            new CreateParticipantRequest { Parent = hub, Participant = person }.WithRequestId(),
            cancellationToken: cancellation));
        return (BulkOutcome.Created, "");
    }

    async Task<(BulkOutcome, string)> UpdateAsync(Participant before, PersonRow read)
    {
        var after = read.Apply(before, known);
        var fields = FieldChanges.Between(before, after);
        if (fields.Count == 0)
        {
            return (BulkOutcome.Unchanged, "");
        }

        known.Keep(dryRun ? after : await api.People.UpdateParticipantAsync(
            new UpdateParticipantRequest { Participant = after, UpdateMask = new() { Paths = { fields } } }
                .WithRequestId(),
            cancellationToken: cancellation));
        return (BulkOutcome.Updated, FieldChanges.Words(fields));
    }

    /// <summary>Of a dry run: the next row about the person finds it.</summary>
    static Participant Named(Participant person)
    {
        person.Name = $"new {person.Email} {person.Trn} {string.Join(' ', person.ExternalIds)}";
        return person;
    }

    static string SubjectOf(SheetRow row) =>
        $"{row.Text("given_name")} {row.Text("family_name")}".Trim() is { Length: > 0 } name ? name : row.Text("email");
}

using Mastery.Cli.Connection;
using Mastery.Clients;
using Mastery.Participants.V1;

namespace Mastery.Cli.Bulk;

/// <summary><c>mastery hubs import</c>: what people call hubs, their regions and whom to ask, by the hub's id. An empty
/// cell says nothing; areas and lead schools stay as they are.</summary>
static class HubsImport
{
    /// <summary>The columns that a file must have; of each group one.</summary>
    public static string[][] Needed { get; } = [["hub", "id", "name"]];

    /// <summary>Imports a file.</summary>
    public static async Task RunAsync(
        ApiClients api, string hub, Sheet sheet, BulkReport report, bool dryRun, CancellationToken cancellation)
    {
        var hubs = await Paging.AllAsync(
            api.Schools.ListHubsAsync, new ListHubsRequest { PageSize = 1000 }, page => page.Hubs, cancellation)
            .ToDictionaryAsync(known => known.Name, cancellationToken: cancellation);
        foreach (var row in sheet.Rows)
        {
            await report.RunAsync(row.Line, Id(row), async () =>
            {
                row.RequireWhole();
                var name = $"hubs/{(Id(row) is { Length: > 0 } id ? id : row.Needed("hub"))}";
                var before = hubs.GetValueOrDefault(name);
                var (outcome, text, after) = await WriteAsync(api, name, before, row, dryRun, cancellation);
                hubs[name] = after;
                return (outcome, text);
            });
        }
    }

    static async Task<(BulkOutcome, string, Hub)> WriteAsync(
        ApiClients api, string name, Hub? before, SheetRow row, bool dryRun, CancellationToken cancellation)
    {
        var after = Apply(before?.Clone() ?? new Hub(), row);
        if (before is null)
        {
            var created = dryRun ? after : await api.Schools.CreateHubAsync(
                new CreateHubRequest { HubId = name["hubs/".Length..], Hub = after }.WithRequestId(),
                cancellationToken: cancellation);
            return (BulkOutcome.Created, "", created);
        }

        var fields = FieldChanges.Between(before, after);
        if (fields.Count == 0)
        {
            return (BulkOutcome.Unchanged, "", before);
        }

        var updated = dryRun ? after : await api.Schools.UpdateHubAsync(
            new UpdateHubRequest { Hub = after, UpdateMask = new() { Paths = { fields } } }.WithRequestId(),
            cancellationToken: cancellation);
        return (BulkOutcome.Updated, FieldChanges.Words(fields), updated);
    }

    static Hub Apply(Hub hub, SheetRow row)
    {
        hub.DisplayName = Or(row.Text("display_name"), hub.DisplayName);
        hub.Region = Or(row.Text("region"), hub.Region);
        hub.ContactEmail = Or(row.Text("contact_email"), hub.ContactEmail);
        return hub;
    }

    static string Id(SheetRow row) => new[] { row.Text("hub"), row.Text("id"), row.Text("name") }
        .FirstOrDefault(text => text.Length > 0, "").Replace("hubs/", "", StringComparison.Ordinal);

    static string Or(string text, string present) => text.Length > 0 ? text : present;
}

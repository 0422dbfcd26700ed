using System.Globalization;
using System.Runtime.CompilerServices;
using Mastery.Mis.Http;
using Mastery.Mis.OneRoster;
using Mastery.Mis.Records;
using Mastery.Mis.Tables;

namespace Mastery.Mis;

/// <summary>Reads staff from a OneRoster 1.1 or 1.2 service: schools, people of the roles asked for, and what they
/// teach.</summary>
public sealed class OneRosterApiSource : IStaffSource, IDisposable
{
    const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    readonly OneRosterApiOptions _options;
    readonly Uri _address;
    readonly ApiClient _client;

    /// <summary>Makes one.</summary>
    /// <param name="options">The service.</param>
    /// <param name="handler">Sends the requests; null for the usual one. It is not disposed.</param>
    /// <param name="time">The clock by which tokens end.</param>
    /// <exception cref="StaffSourceException">An address is not encrypted.</exception>
    public OneRosterApiSource(
        OneRosterApiOptions options, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        _options = options;
        _address = ApiAddress.Base(options.Address);
        ApiAddress.Secure(options.TokenAddress);
        _client = new(api => new ClientCredentials(api, options, time ?? TimeProvider.System), options.Limits, handler);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StaffReading> ReadAsync(CancellationToken cancellation = default)
    {
        var report = new SourceReport(cancellation);
        return StaffFeed.OfAsync(ReadAsync(report, cancellation), report, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    async IAsyncEnumerable<StaffReading> ReadAsync(
        SourceReport report, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isDelta = _options.ChangedSince.Length > 0;
        yield return new SourceStart($"OneRoster {_options.Version} REST", isDelta ? FeedMode.Delta : FeedMode.Full);
        var api = new OneRosterApi(_client, _address, _options.PageSize, report);
        var places = new ApiPlaces(
            await ReadOrgsAsync(api, report, cancellation), await api.ReadTeachingAsync(cancellation), report);
        var people = new StaffCollector(report);
        foreach (var role in _options.UsedRoles)
        {
            await foreach (var user in api.AllAsync(
                "users", Filter(role), OneRosterJson.Default.UserPage, page => page.Users, cancellation))
            {
                places.Add(people, user, role);
            }
        }

        report.Cursor = (api.Date - Overlap)?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)
            ?? (isDelta ? _options.ChangedSince : null);
        foreach (var person in people.People())
        {
            yield return person;
        }
    }

    async Task<Orgs> ReadOrgsAsync(OneRosterApi api, SourceReport report, CancellationToken cancellation)
    {
        var orgs = new Orgs(report, "orgs", new FileSourceOptions { School = _options.School }.KnownSchool());
        await foreach (var org in api.AllAsync(
            "orgs", "", OneRosterJson.Default.OrgPage, page => page.Orgs, cancellation))
        {
            if (!StaffRoles.IsGone(org.Status ?? ""))
            {
                orgs.Add(Cell("sourcedId", org.SourcedId), org.Name ?? "", org.Type ?? "",
                    Cell("identifier", org.Identifier), org.Parent?.SourcedId ?? "");
            }
        }

        return orgs;
    }

    string Filter(string role) =>
        (_options.Version == "1.2" ? $"roles.role='{role}'" : $"role='{role}'")
            + (_options.ChangedSince.Length > 0 ? $" AND dateLastModified>'{_options.ChangedSince}'" : "");

    static SourceCell Cell(string field, string? text) => new(CellText.Clean(text), "orgs", 0, field);
}

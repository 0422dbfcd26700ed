using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Mastery.Mis.Http;
using Mastery.Mis.Records;
using Mastery.Mis.Wonde;

namespace Mastery.Mis;

/// <summary>Reads the employees of a school from Wonde.</summary>
/// <remarks>Wonde gives employees page by page, those that were deleted only at <c>deletions</c>, and ids come back: an
/// employee who is listed after the deletion is there.</remarks>
public sealed class WondeSource : IStaffSource, IDisposable
{
    const int MostPages = 10_000;
    const int MostRestarts = 2;
    const string TimeForm = "yyyy-MM-dd HH:mm:ss";
    const string Includes = "employment_details,contact_details,roles,classes.subject";

    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    readonly WondeOptions _options;
    readonly Uri _address;
    readonly ApiClient _api;
    DateTimeOffset? _date;

    /// <summary>Makes one.</summary>
    /// <param name="options">The school.</param>
    /// <param name="handler">Sends the requests; null for the usual one. It is not disposed.</param>
    /// <exception cref="StaffSourceException">The address is not encrypted.</exception>
    public WondeSource(WondeOptions options, HttpMessageHandler? handler = null)
    {
        _options = options;
        _address = ApiAddress.Base(options.Address);
        _api = new(_ => new FixedToken(options.Token), options.Limits, handler);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StaffReading> ReadAsync(CancellationToken cancellation = default)
    {
        var report = new SourceReport(cancellation);
        return StaffFeed.OfAsync(ReadAsync(report, cancellation), report, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    async IAsyncEnumerable<StaffReading> ReadAsync(
        SourceReport report, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isDelta = _options.ChangedSince.Length > 0;
        _date = null;
        yield return new SourceStart("Wonde", isDelta ? FeedMode.Delta : FeedMode.Full);
        var path = $"schools/{Uri.EscapeDataString(_options.SchoolId)}";
        var school = (await GetAsync(new(_address, path), WondeJson.Default.WondeSchoolAnswer, cancellation))
            .Required().Data;
        var region = Region(school?.Region?.Domain);
        var people = new WondePeople(Number(school, report), report);
        if (isDelta)
        {
            await AddAllAsync(new(region, $"{path}/deletions?type=employee{Paging}"),
                WondeJson.Default.WondePageWondeDeletion, people.Add, cancellation);
        }

        await AddAllAsync(new(region, $"{path}/employees?include={Includes}{Paging}"),
            WondeJson.Default.WondePageWondeEmployee, people.Add, cancellation);
        report.Cursor = (_date - Overlap)?.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)
            ?? (isDelta ? _options.ChangedSince : null);
        foreach (var person in people.All())
        {
            yield return person;
        }
    }

    string Paging => string.Create(CultureInfo.InvariantCulture, $"&per_page={_options.PageSize}")
        + (_options.ChangedSince.Length > 0 ? $"&updated_after={Uri.EscapeDataString(_options.ChangedSince)}" : "");

    // A page's cursor lives for a short time: a list whose cursor has ended is begun again. People who come twice are
    // joined.
    async Task AddAllAsync<T>(
        Uri first, JsonTypeInfo<WondePage<T>> type, Action<T> add, CancellationToken cancellation)
    {
        var restarts = 0;
        var page = first;
        for (var number = 0; page is not null; number++)
        {
            var answer = await GetAsync(page, type, cancellation);
            if (page != first && restarts < MostRestarts && answer.Status is HttpStatusCode.BadRequest
                or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity)
            {
                (page, restarts) = (first, restarts + 1);
                continue;
            }

            var found = answer.Required();
            found.Data?.ForEach(add);

            page = found.Meta?.Pagination is { Next: { Length: > 0 } next, More: not false }
                ? ApiAddress.Next(page, next) : null;
            if (number == MostPages)
            {
                throw new StaffSourceException($"{first.Host} gives more than {MostPages} pages: it does not end.");
            }
        }
    }

    async Task<ApiAnswer<T>> GetAsync<T>(Uri address, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var answer = await _api.GetAsync(address, type, cancellation);
        _date ??= answer.Date;
        return answer;
    }

    /// <summary>The API of the school's region. The token goes to Wonde and nowhere else.</summary>
    Uri Region(string? domain)
    {
        if (string.IsNullOrEmpty(domain) || domain.Equals(_address.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return _address;
        }

        return domain.EndsWith(".wonde.com", StringComparison.OrdinalIgnoreCase)
            && Uri.CheckHostName(domain) == UriHostNameType.Dns
            ? new UriBuilder(_address) { Host = domain }.Uri
            : throw new StaffSourceException(
                $"Wonde names a region of the school that is not Wonde's: {domain}. Nothing was asked there.");
    }

    SourceSchool? Number(WondeSchool? school, SourceReport report)
    {
        var name = school?.Name ?? "";
        var known = new FileSourceOptions { School = _options.School }.KnownSchool();
        var number = known is not null ? known with { Name = name }
            : SchoolNumbers.TryRead(school?.Urn ?? "", name, out var urn) ? urn
            : SchoolNumbers.TryJoin(school?.LaCode ?? "", school?.EstablishmentNumber ?? "", name, out var estab)
                ? estab
            : null;
        if (number is null)
        {
            report.Add(new("schools", 0, "urn", "Wonde knows neither the URN nor the DfE number of the school; posts "
                + "are taken without a school"));
        }
        else
        {
            report.Cover(number);
        }

        return number;
    }
}

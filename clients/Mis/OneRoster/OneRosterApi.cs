using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Mastery.Mis.Http;
using Mastery.Mis.Records;

namespace Mastery.Mis.OneRoster;

/// <summary>Reads the pages of a OneRoster service.</summary>
sealed class OneRosterApi(ApiClient api, Uri address, int pageSize, SourceReport report)
{
    const int MostPages = 10_000;

    /// <summary>The time of the server when it first answered.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>Who teaches what. All of it is read also for changes: who has changed may teach what has not. A service
    /// that does not give classes gives people without subjects.</summary>
    public async Task<Teaching> ReadTeachingAsync(CancellationToken cancellation)
    {
        var teaching = new Teaching();
        await foreach (var enrolment in AllAsync("enrollments", "role='teacher'",
            OneRosterJson.Default.EnrolmentPage, page => page.Enrolments, cancellation, isOptional: true))
        {
            if (enrolment.Role == "teacher" && !StaffRoles.IsGone(enrolment.Status ?? ""))
            {
                teaching.AddTeacher(enrolment.User?.SourcedId ?? "", enrolment.Class?.SourcedId ?? "");
            }
        }

        await foreach (var taught in AllAsync("classes", "",
            OneRosterJson.Default.ClassPage, page => page.Classes, cancellation, isOptional: true))
        {
            if (!StaffRoles.IsGone(taught.Status ?? ""))
            {
                teaching.AddClass(taught.SourcedId ?? "", taught.School?.SourcedId ?? "", taught.Subjects ?? [],
                    taught.Course?.SourcedId ?? "");
            }
        }

        await ReadCoursesAsync(teaching, cancellation);
        return teaching;
    }

    /// <summary>All items of a collection, page by page: by the header <c>Link</c>, else by <c>offset</c>.</summary>
    /// <param name="collection">The collection: <c>orgs</c>.</param>
    /// <param name="filter">A filter of OneRoster; empty for none.</param>
    /// <param name="type">The form of a page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="isOptional">Whether it is reported and passed over where the service does not give it.</param>
    public async IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        string collection,
        string filter,
        JsonTypeInfo<TPage> type,
        Func<TPage, List<TItem>?> items,
        [EnumeratorCancellation] CancellationToken cancellation,
        bool isOptional = false)
        where TPage : class
    {
        var offset = 0;
        var page = Page(collection, filter, offset);
        for (var number = 0; page is not null; number++)
        {
            if (number == MostPages)
            {
                throw new StaffSourceException($"{address.Host} gives more than {MostPages} pages of {collection}: it "
                    + "does not come to an end.");
            }

            var answer = await api.GetAsync(page, type, cancellation);
            Date ??= answer.Date;
            if (isOptional && answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                report.Add(new(collection, 0, "", "the service does not give them; people are taken without subjects"));
                yield break;
            }

            var found = items(answer.Required()) ?? [];
            foreach (var item in found)
            {
                yield return item;
            }

            offset += found.Count;
            page = answer.Next is { } next ? ApiAddress.Next(page, next)
                : found.Count > 0 && (answer.Total is { } total ? offset < total : found.Count >= pageSize)
                ? Page(collection, filter, offset) : null;
        }
    }

    async Task ReadCoursesAsync(Teaching teaching, CancellationToken cancellation)
    {
        await foreach (var course in AllAsync("courses", "",
            OneRosterJson.Default.CoursePage, page => page.Courses, cancellation, isOptional: true))
        {
            teaching.AddCourse(course.SourcedId ?? "", course.Subjects ?? [], course.Title ?? "");
        }
    }

    Uri Page(string collection, string filter, int offset)
    {
        var query = filter.Length > 0 ? $"&filter={Uri.EscapeDataString(filter)}" : "";
        return new(address, string.Create(
            CultureInfo.InvariantCulture, $"{collection}?limit={pageSize}&offset={offset}{query}"));
    }
}

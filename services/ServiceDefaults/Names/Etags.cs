using System.Globalization;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The versions of rows as callers see them.</summary>
public static class Etags
{
    /// <summary>The etag of a row at its <paramref name="revision"/>.</summary>
    public static string Of(long revision) => "r" + revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns <paramref name="row"/> when <paramref name="etag"/> is empty or the row's present
    /// one.</summary>
    /// <exception cref="ApiError">ABORTED when the row has changed since the caller read it.</exception>
    public static T RequireEtag<T>(this T row, string? etag) where T : IResource =>
        string.IsNullOrEmpty(etag) || etag == row.Etag
            ? row
            : throw ApiError.Conflict(ResourceTypes.Naming(row.Name), row.Name);
}

using System.Net;
using System.Text.RegularExpressions;

namespace Mastery.Mis.Http;

/// <summary>An answer of an API.</summary>
/// <param name="Address">What was asked.</param>
/// <param name="Status">Its status.</param>
/// <param name="Value">What it has; null where it refuses.</param>
sealed partial record ApiAnswer<T>(Uri Address, HttpStatusCode Status, T? Value)
    where T : class
{
    /// <summary>The time of the server, by which it dates changes.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The next page by the header <c>Link</c>; null for none.</summary>
    public string? Next { get; init; }

    /// <summary>How many there are in all (<c>X-Total-Count</c>); null where it is not said.</summary>
    public int? Total { get; init; }

    /// <summary>What it has.</summary>
    /// <exception cref="StaffSourceException">It refuses.</exception>
    public T Required() => Value ?? throw new StaffSourceException(Status switch
    {
        HttpStatusCode.Unauthorized =>
            $"{Address.Host} does not accept the credentials: check the token or the client's id and secret.",
        HttpStatusCode.Forbidden => $"{Address.Host} does not allow these credentials to read {Path}: ask for access "
            + "to it.",
        HttpStatusCode.NotFound => $"{Address.Host} has no {Path}: check the address and the id of the school.",
        _ => $"{Address.Host} refused to give {Path} ({(int)Status}).",
    })
    {
        Status = Status,
    };

    string Path => Address.AbsolutePath;

    /// <summary>The address that a header <c>Link</c> calls the next one.</summary>
    public static string? NextOf(IEnumerable<string> links) => links.Select(link => NextLink().Match(link))
        .FirstOrDefault(match => match.Success)?.Groups[1].Value;

    [GeneratedRegex("<([^>]+)>[^,<]*;\\s*rel=\"?next\"?", RegexOptions.IgnoreCase)]
    private static partial Regex NextLink();
}

using Microsoft.Extensions.Primitives;

namespace Mastery.ServiceDefaults;

/// <summary>The etags of an <c>If-Match</c> or <c>If-None-Match</c> header (RFC 9110, section 13.1).</summary>
/// <remarks>Weak ones are compared like strong ones: an etag here is the version of a resource and not of its bytes,
/// and proxies that compress an answer weaken its etag.</remarks>
/// <param name="Any">Whether the header is <c>*</c>.</param>
/// <param name="Tags">The etags without quotation marks.</param>
sealed record EntityTags(bool Any, IReadOnlyList<string> Tags)
{
    /// <summary>The etags of a header; null where it is not sent.</summary>
    public static EntityTags? Of(StringValues header)
    {
        if (StringValues.IsNullOrEmpty(header))
        {
            return null;
        }

        string[] tags = [.. header.ToString().Split(',', StringSplitOptions.TrimEntries).Select(Unquoted)];
        return new(tags is ["*"], tags);
    }

    /// <summary>Whether one of them is <paramref name="etag"/>.</summary>
    public bool Match(string etag) => Any || Tags.Contains(etag);

    // None of our etags holds a comma or a quotation mark. One without marks is meant as it stands.
    static string Unquoted(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..].Trim('"')
        : tag.Trim('"');
}

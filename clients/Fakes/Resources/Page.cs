using System.Globalization;
using Mastery.Fakes.Serving;

namespace Mastery.Fakes.Resources;

/// <summary>Pages of a list; their tokens are where they begin.</summary>
static class Page
{
    const int Default = 50;
    const int Most = 1000;

    public static (IEnumerable<T> Items, string Next) Of<T>(IReadOnlyList<T> all, int size, string token)
    {
        var start = 0;
        if (size < 0 || (token.Length > 0
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start)))
        {
            throw FakeError.Invalid(size < 0 ? "page_size" : "page_token", "is not one that a page can have");
        }

        var end = start + (size == 0 ? Default : Math.Min(size, Most));
        return (all.Skip(start).Take(end - start),
            end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : "");
    }
}

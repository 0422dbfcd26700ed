using System.Collections;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>Ends a page early where it would be larger than the messages that clients take by default.</summary>
static class PageLimit
{
    /// <summary>The tag and the length before an element of a repeated field.</summary>
    const int ElementOverhead = 6;

    /// <summary>Takes rows from the end of a List response that is too large, and says where the next page
    /// starts.</summary>
    /// <param name="response">The response: one repeated field, and <c>next_page_token</c>.</param>
    /// <param name="tokenAfter">The token of the page that follows so many rows.</param>
    public static void Apply(IMessage response, Func<int, string> tokenAfter)
    {
        if (response.CalculateSize() <= Limits.MessageBytes)
        {
            return;
        }

        var fields = response.Descriptor.Fields.InDeclarationOrder();
        var rows = (IList)fields.First(field => field.IsRepeated).Accessor.GetValue(response);
        var kept = Math.Max(1, Fitting(rows.Cast<IMessage>()));
        while (rows.Count > kept)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        fields.First(field => field.Name == "next_page_token").Accessor.SetValue(response, tokenAfter(kept));
    }

    static int Fitting(IEnumerable<IMessage> rows)
    {
        var size = Limits.PageTokenCharacters;
        return rows.TakeWhile(row => (size += row.CalculateSize() + ElementOverhead) <= Limits.MessageBytes).Count();
    }
}

using Google.Protobuf;
using Mastery.Contracts;
using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>What the parts of a plan say, shortened, by their names: so that people read "“Bar models together”" and no
/// resource name.</summary>
sealed class PartTitles
{
    const int Longest = 80;

    readonly Dictionary<string, string> _titles = [];

    public PartTitles(IEnumerable<IMessage?> parts)
    {
        foreach (var part in parts.OfType<IMessage>())
        {
            _titles.TryAdd(NameOf(part), Of(part));
        }
    }

    /// <summary>The title of the part that a name refers to; null where none is known.</summary>
    public string? Find(string name) => _titles.GetValueOrDefault(name);

    /// <summary>The title of a part; empty where it says nothing.</summary>
    public static string Of(IMessage part) => Shortened(part switch
    {
        V1.Plan plan => plan.Title,
        V1.Evidence evidence => evidence.Finding,
        V1.Aim aim => aim.Statement,
        V1.Activity activity => activity.Title,
        V1.Review review => $"of {EnglandTime.Words(IsoDate.Parse(review.ReviewDate))}",
        V1.Feedback feedback => feedback.Comment,
        _ => FirstText(part),
    });

    public static string NameOf(IMessage part) =>
        (string)part.Descriptor.FindFieldByName("name").Accessor.GetValue(part);

    /// <summary>The first text of another part that is not its name.</summary>
    static string FirstText(IMessage part) => part.Descriptor.Fields.InFieldNumberOrder()
        .Where(field => !field.IsRepeated && field.Name is not ("name" or "etag") && FieldWords.IsFreeText(field))
        .Select(field => (string)field.Accessor.GetValue(part))
        .FirstOrDefault(text => text.Length > 0, "");

    static string Shortened(string text) =>
        text.Length <= Longest ? text
            : text.LastIndexOf(' ', Longest, Longest / 2) is var end and > 0 ? $"{text[..end].TrimEnd(',', ';', ':')}…"
            : $"{text[..Longest]}…";
}

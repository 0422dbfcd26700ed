namespace Mastery.DevelopmentPlans;

/// <summary>What texts say, as far as a program can tell.</summary>
static class Texts
{
    public static bool SaysSomething(string text, TextBounds bounds) =>
        WordCount(text) >= bounds.Words
            && text.Count(char.IsLetter) >= bounds.Letters
            && text.Where(char.IsLetter).Select(char.ToUpperInvariant).Distinct().Count() >= bounds.DifferentLetters;

    public static int WordCount(string text) => Split(text).Length;

    /// <summary>Groups of texts that say the same, by their places: those with the same numbers and nearly the same
    /// words. "Year 7" and "Year 8" differ by a number, so they never say the same.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="sameness">The share of common words from which on two say the same.</param>
    public static IEnumerable<IReadOnlyList<int>> Alike(IReadOnlyList<string> texts, double sameness)
    {
        HashSet<string>[] words = [.. texts.Select(text => Split(text).ToHashSet())];
        string[] numbers = [.. words.Select(of => string.Join(' ', of.Where(HasDigit).Order(StringComparer.Ordinal)))];
        var group = new int[texts.Count];
        for (var place = 0; place < texts.Count; place++)
        {
            group[place] = place;
            for (var earlier = 0; earlier < place; earlier++)
            {
                if (group[earlier] == earlier && numbers[earlier] == numbers[place]
                    && SayTheSame(words[earlier], words[place], sameness))
                {
                    group[place] = earlier;
                    break;
                }
            }
        }

        return Enumerable.Range(0, texts.Count).GroupBy(place => group[place])
            .Where(places => places.Count() > 1).Select(places => places.ToList());
    }

    static bool SayTheSame(HashSet<string> one, HashSet<string> other, double sameness)
    {
        var common = one.Count(other.Contains);
        return one.Count + other.Count > 0
            && 2.0 * common / (one.Count + other.Count) >= sameness;
    }

    static bool HasDigit(string word) => word.Any(char.IsDigit);

    static string[] Split(string text) =>
        new string([.. text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

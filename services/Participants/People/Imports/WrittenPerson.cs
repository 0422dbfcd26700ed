using System.Text.RegularExpressions;

namespace Mastery.Participants;

/// <summary>An Advocate as a list has them: a name, an e-mail address or both.</summary>
/// <param name="Name">The name; empty if there is only an address.</param>
/// <param name="Email">The address; empty if there is only a name.</param>
sealed partial record WrittenPerson(string Name, string Email)
{
    /// <summary>The people in a cell: "Ada Lovelace; ada@example.org", "Ada Lovelace &lt;ada@example.org&gt; and Alan
    /// Turing".</summary>
    public static IReadOnlyList<WrittenPerson> Read(string text)
    {
        List<WrittenPerson> people = [];
        foreach (var part in Separators().Split(text).Select(Of).Where(one => one is not { Name: "", Email: "" }))
        {
            // A name and an address in columns of their own are one person.
            if (part.Name.Length == 0 && people is [.., { Email: "" } before])
            {
                people[^1] = before with { Email = part.Email };
            }
            else
            {
                people.Add(part);
            }
        }

        return people;
    }

    static WrittenPerson Of(string part)
    {
        var email = Address().Match(part).Value;
        var name = email.Length == 0 ? part : part.Replace(email, "", StringComparison.Ordinal);
        return new(name.Trim(' ', '<', '>', '(', ')', '[', ']', ','), email);
    }

    [GeneratedRegex(@"[;\r\n/&]+|\sand\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    [GeneratedRegex(@"[^@\s<>()\[\],]+@[^@\s<>()\[\],]+\.[^@\s<>()\[\],]+")]
    private static partial Regex Address();
}

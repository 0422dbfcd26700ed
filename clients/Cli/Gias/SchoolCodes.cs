using Mastery.Participants.V1;

namespace Mastery.Cli.Gias;

/// <summary>GIAS's codes and names of status and phase.</summary>
static class SchoolCodes
{
    static readonly string[] Statuses = ["", "Open", "Closed", "Open, but proposed to close", "Proposed to open"];

    static readonly string[] Phases =
    [
        "Not applicable", "Nursery", "Primary", "Middle deemed primary", "Secondary", "Middle deemed secondary",
        "16 plus",
        "All-through",
    ];

    /// <summary>The status of a code or, where there is none, of a name.</summary>
    public static School.Types.Status Status(string code, string name) =>
        (School.Types.Status)Math.Max(0, Index(Statuses, code, name));

    /// <summary>The phase of a code or, where there is none, of a name.</summary>
    public static School.Types.Phase Phase(string code, string name) =>
        (School.Types.Phase)(Index(Phases, code, name) + 1);

    // Both enumerations list GIAS's codes in their order. -1 when neither the code nor the name is known.
    static int Index(string[] names, string code, string name)
    {
        if (code.Length == 1 && code[0] - '0' is >= 0 and var index && index < names.Length && names[index].Length > 0)
        {
            return index;
        }

        return name.Length == 0 ? -1 : Array.FindIndex(names, known => Key(known) == Key(name));
    }

    static string Key(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

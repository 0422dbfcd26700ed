using Mastery.Participants.V1;

namespace Mastery.Mis;

/// <summary>One thing that a source says.</summary>
public abstract record StaffReading
{
    private protected StaffReading()
    {
    }
}

/// <summary>What a source says about itself before the first record.</summary>
/// <param name="Format">The format as people call it, for example "OneRoster 1.1 CSV".</param>
/// <param name="Mode">Whether it has everybody.</param>
public sealed record SourceStart(string Format, FeedMode Mode) : StaffReading
{
    /// <summary>The system of the school, where the source names it; otherwise empty.</summary>
    public string System { get; init; } = "";
}

/// <summary>A member of staff.</summary>
/// <param name="Record">What the source says about them; each id comes once.</param>
public sealed record StaffRead(StaffRecord Record) : StaffReading;

/// <summary>Something that could not be read, or was read in another way than it is written. What can be read goes
/// on.</summary>
/// <param name="File">The file, sheet or address.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
/// <param name="Column">The column or field; empty where it is the whole row or file.</param>
/// <param name="Reason">A sentence for a data manager. It has no personal data.</param>
public sealed record SourceProblem(string File, int Line, string Column, string Reason) : StaffReading
{
    /// <summary>Whether a person was lost by it: a full sync without them would take them for a leaver.</summary>
    public bool LosesPerson { get; init; }

    /// <summary>The problem as one line: <c>users.csv, line 14, email: …</c></summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $", line {Line}" : "")}{(Column.Length > 0 ? $", {Column}" : "")}: {Reason}";
}

/// <summary>What a source says when it was read to its end.</summary>
public sealed record SourceEnd : StaffReading
{
    /// <summary>The schools that it covers: whoever is at one of them and not in a full feed has left.</summary>
    public IReadOnlyList<SourceSchool> Schools { get; init; } = [];

    /// <summary>What to hand to the next run so that it reads only what has changed; null where the source cannot tell.
    /// It has no personal data.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many records were given.</summary>
    public int Records { get; init; }

    /// <summary>What was dropped at the door, by kind in words ("pupils", "parents and carers", "shared accounts"),
    /// with how many of each.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; init; } = new Dictionary<string, int>();

    /// <summary>How many people could not be read. If it is not 0, a full feed is not the whole truth.</summary>
    public int LostPeople { get; init; }
}

/// <summary>Whether a source has everybody or only those who have changed.</summary>
public enum FeedMode
{
    /// <summary>Everybody: who is missing has left.</summary>
    Full,

    /// <summary>Only what has changed: who is missing is as before.</summary>
    Delta,
}

/// <summary>A school of a source.</summary>
/// <param name="Number">Its URN (six digits) or LAESTAB (seven digits).</param>
/// <param name="Kind">Which of them.</param>
/// <param name="Name">Its name; empty where the source does not say.</param>
public sealed record SourceSchool(string Number, SchoolNumberKind Kind, string Name);

/// <summary>How a school is numbered.</summary>
public enum SchoolNumberKind
{
    /// <summary>The Unique Reference Number, six digits.</summary>
    Urn,

    /// <summary>The DfE number: the local authority's three digits and the establishment's four.</summary>
    Laestab,
}

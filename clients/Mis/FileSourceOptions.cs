namespace Mastery.Mis;

/// <summary>What the caller knows of a file that the file may not say.</summary>
public sealed record FileSourceOptions
{
    /// <summary>The school of people for whom the file says none, by URN or LAESTAB; empty for none.</summary>
    public string School { get; init; } = "";

    /// <summary>Whether the file has everybody; null to go by what it says of itself.</summary>
    public FeedMode? Mode { get; init; }

    /// <summary>The columns of a hand-made file; null to find them by their headers.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>The school by its number.</summary>
    /// <exception cref="StaffSourceException">It is neither URN nor LAESTAB.</exception>
    internal SourceSchool? KnownSchool() => School.Length == 0 ? null
        : Records.SchoolNumbers.TryRead(School, "", out var school) ? school
        : throw new StaffSourceException(
            $"\"{School}\" is no school number: write the URN (six digits) or the LAESTAB (123/4567).");
}

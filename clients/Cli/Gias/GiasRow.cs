namespace Mastery.Cli.Gias;

/// <summary>An error in a file: its place, the value and the reason.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">The column's name as in the file; empty when the error is in the row as a whole.</param>
/// <param name="Value">The value there, shortened when long.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record GiasIssue(int Line, string Column, string Value, string Reason);

/// <summary>
/// One data row. With a <see cref="Record"/> it is accepted, and <see cref="Issues"/> are the cells that were left out.
/// Without one it is rejected, and they are the reasons; without any, it is outside the programme.
/// </summary>
public sealed record GiasRow<T>(int Line, T? Record, IReadOnlyList<GiasIssue> Issues) where T : class;

/// <summary>
/// The counts of all lines of a file; each line is in one of them: Lines = Preamble + 1 header + Blank + Accepted +
/// Rejected + Outside + Continued.
/// </summary>
/// <param name="Lines">Lines of the file.</param>
/// <param name="Preamble">Lines above the header.</param>
/// <param name="Blank">Empty lines.</param>
/// <param name="Accepted">Rows accepted.</param>
/// <param name="Rejected">Rows rejected.</param>
/// <param name="Outside">Rows of establishments outside the programme.</param>
/// <param name="Continued">Further lines of rows and headers with a line break inside quotation marks.</param>
/// <param name="Warnings">Cells left out of accepted rows.</param>
public sealed record GiasCounts(
    int Lines, int Preamble, int Blank, int Accepted, int Rejected, int Outside, int Continued, int Warnings);

namespace Mastery.Cli.Gias;

/// <summary>One thing wrong in a file: where it is, what stands there and why it is wrong.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">The column's name as the file has it; empty when the row as a whole is at fault.</param>
/// <param name="Value">What stands there, shortened when long.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record GiasIssue(int Line, string Column, string Value, string Reason);

/// <summary>
/// One data row: taken, when <see cref="Record"/> is there, and then <see cref="Issues"/> are cells that were left out
/// of it; rejected when it is not, and then they say why.
/// </summary>
public sealed record GiasRow<T>(int Line, T? Record, IReadOnlyList<GiasIssue> Issues) where T : class;

/// <summary>
/// What became of every line of a file, so that nothing is lost silently:
/// Lines = Preamble + 1 header + Blank + Accepted + Rejected + Continued.
/// </summary>
/// <param name="Lines">Lines of the file.</param>
/// <param name="Preamble">Lines above the header.</param>
/// <param name="Blank">Lines with nothing in them.</param>
/// <param name="Accepted">Rows taken.</param>
/// <param name="Rejected">Rows rejected.</param>
/// <param name="Continued">Further lines of rows and headers with a line break inside quotation marks.</param>
/// <param name="Warnings">Cells left out of rows that were taken.</param>
public sealed record GiasCounts(
    int Lines, int Preamble, int Blank, int Accepted, int Rejected, int Continued, int Warnings);

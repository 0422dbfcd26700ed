namespace Mastery.Cli.Gias;

/// <summary>Reads the day on which GIAS last changed each school of an establishment file, as ISO text, and nothing
/// else of it: a file is read twice when only its rows tell its day.</summary>
public sealed class GiasChangeDayReader : GiasReader<string>
{
    readonly Column _changed;

    GiasChangeDayReader(GiasTable table) : base(table) => _changed = new SchoolColumns(table).Changed;

    /// <summary>Opens a file; the stream must be able to seek. Throws <see cref="GiasFileException"/>.</summary>
    public static GiasChangeDayReader Open(Stream stream) => new(GiasTable.Open(stream, SchoolColumns.Core));

    /// <inheritdoc/>
    protected override string? ReadRecord() => Cells.Date(_changed);
}

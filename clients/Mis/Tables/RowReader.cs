namespace Mastery.Mis.Tables;

/// <summary>Reads rows one after another. A cell becomes text only when it is asked for.</summary>
abstract class RowReader : IDisposable
{
    /// <summary>The line of the row, from 1.</summary>
    public abstract int Line { get; }

    /// <summary>How many cells the row has.</summary>
    public abstract int Count { get; }

    /// <summary>How many columns the header has, once it is known.</summary>
    public int Width { get; set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    public abstract bool Read();

    /// <summary>A cell as it is written.</summary>
    public abstract string? Text(int index);

    /// <summary>Whether a cell has nothing in it.</summary>
    public abstract bool IsEmpty(int index);

    /// <summary>Whether all cells from one on have nothing in them.</summary>
    public bool IsEmptyFrom(int index)
    {
        while (index < Count && IsEmpty(index))
        {
            index++;
        }

        return index >= Count;
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}

using System.Globalization;

namespace Mastery.Mis.Files;

/// <summary>A stream that refuses to be longer than it may be. An archive can say less than what it unpacks to, so
/// bytes are counted as they come.</summary>
/// <param name="inner">The stream.</param>
/// <param name="name">What people call it.</param>
/// <param name="most">How much it may be.</param>
/// <param name="left">How much of that others have left.</param>
sealed class BoundedStream(Stream inner, string name, long most, long left) : Stream
{
    long _read;

    /// <summary>One that has all of it to itself.</summary>
    public BoundedStream(Stream inner, string name, long most) : this(inner, name, most, most)
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Counted(inner.Read(buffer));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw SourceFile.Unreadable(name, exception);
        }
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    int Counted(int read)
    {
        _read += read;
        return _read <= left ? read : throw new StaffSourceException(string.Create(CultureInfo.InvariantCulture,
            $"{name} is larger than {most >> 20} MB, which no export of staff is: it was not read further."));
    }
}

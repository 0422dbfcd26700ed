namespace Mastery.ServiceDefaults;

/// <summary>Ends a body in which one record is larger than a message may be: the JSON reader keeps a record in memory
/// until it is whole.</summary>
sealed class RecordLimit(Stream body) : Stream
{
    long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Counts from here: a record was read.</summary>
    public void Restart() => _bytes = 0;

    /// <exception cref="ApiError">RESOURCE_EXHAUSTED: the record is too large.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _bytes += read;
        return _bytes <= Limits.MessageBytes ? read : throw ApiError.TooLarge(Limits.MessageBytes);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}

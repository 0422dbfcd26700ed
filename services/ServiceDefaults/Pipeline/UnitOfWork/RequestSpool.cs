using Google.Protobuf;
using Grpc.Core;

namespace Mastery.ServiceDefaults;

/// <summary>All messages of a client's stream, taken in before the method runs: in memory as long as there is room, the
/// rest in a temporary file. The method reads them as fast as it can, so that the database never waits for the
/// client.</summary>
sealed class RequestSpool<T>(SpoolBudget budget) : IAsyncStreamReader<T>, IDisposable
    where T : class
{
    const int BufferSize = 64 * 1024;

    readonly Queue<T> _kept = [];
    FileStream? _file;
    MessageParser? _parser;
    long _bytes;
    long _memory;

    public T Current { get; private set; } = null!;

    /// <summary>Reads <paramref name="stream"/> to its end.</summary>
    /// <returns>Its first message; null when it has none.</returns>
    /// <exception cref="ApiError">RESOURCE_EXHAUSTED when it is too large.</exception>
    public async Task<IMessage?> FillAsync(IAsyncStreamReader<T> stream, RequestDigest? digest,
        CancellationToken cancellation)
    {
        IMessage? first = null;
        while (await stream.MoveNext(cancellation))
        {
            var message = (IMessage)stream.Current;
            first ??= message;
            digest?.Append(message);
            Add(stream.Current, message);
        }

        _file?.Seek(0, SeekOrigin.Begin);
        return first;
    }

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_kept.TryDequeue(out var message))
        {
            Current = message;
            return Task.FromResult(true);
        }

        if (_file is null || _file.Position == _file.Length)
        {
            return Task.FromResult(false);
        }

        Current = (T)_parser!.ParseDelimitedFrom(_file);
        return Task.FromResult(true);
    }

    public void Dispose()
    {
        budget.Return(_bytes, _memory);
        _file?.Dispose();
    }

    void Add(T current, IMessage message)
    {
        var size = message.CalculateSize();
        budget.Take(size, _bytes += size);
        if (_file is null && budget.TryTakeMemory(size))
        {
            _memory += size;
            _kept.Enqueue(current);
            return;
        }

        _parser ??= message.Descriptor.Parser;
        _file ??= TemporaryFile();
        message.WriteDelimitedTo(_file);
    }

    static FileStream TemporaryFile() =>
        new(Path.Combine(Path.GetTempPath(), $"mastery-{Guid.NewGuid():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose,
        });
}

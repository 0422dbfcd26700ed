namespace Mastery.Mis.Files;

/// <summary>A file that can be read several times, in a folder or an archive.</summary>
/// <param name="name">Its name as people see it.</param>
/// <param name="open">Opens it from its beginning.</param>
sealed class SourceFile(string name, Func<Stream> open)
{
    /// <summary>The most that is read of a file: the largest known export of a trust is 61 MB.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>Its name, without folders.</summary>
    public string Name { get; } = name;

    /// <summary>Opens it from its beginning; more than <see cref="MostBytes"/> is refused.</summary>
    public Stream Open() => new BoundedStream(open(), Name, MostBytes);

    /// <summary>Its first bytes.</summary>
    public byte[] Head(int length)
    {
        using var stream = Open();
        var head = new byte[length];
        return head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }
}

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
    /// <exception cref="StaffSourceException">It cannot be opened.</exception>
    public Stream Open()
    {
        try
        {
            return new BoundedStream(open(), Name, MostBytes);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or InvalidDataException
            or NotSupportedException)
        {
            throw Unreadable(Name, exception);
        }
    }

    /// <summary>That a file cannot be read.</summary>
    public static StaffSourceException Unreadable(string name, Exception cause) => new(
        cause is UnauthorizedAccessException ? $"{name} may not be read by this user."
            : $"{name} cannot be read: it is damaged, protected by a password, or open in another program. Export it "
                + "again.",
        cause);

    /// <summary>Its first bytes.</summary>
    public byte[] Head(int length)
    {
        using var stream = Open();
        var head = new byte[length];
        return head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }
}

namespace Mastery.Contracts;

/// <summary>Lines of JSON, each a record of a stream (NDJSON, JSON Lines): the body of a method that
/// <see cref="ContractMethod.TakesStreamedBody"/>.</summary>
public static class JsonLines
{
    /// <summary>The media type that is documented.</summary>
    public const string MediaType = "application/x-ndjson";

    static readonly string[] MediaTypes = [MediaType, "application/ndjson", "application/jsonl"];

    /// <summary>Whether a media type, without parameters, is one by which lines of JSON are known.</summary>
    public static bool Is(string? mediaType) => MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase);
}

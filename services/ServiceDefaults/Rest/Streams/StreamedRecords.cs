using System.Net.Mime;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Mastery.ServiceDefaults;

/// <summary>The records of a streamed body, read one by one and held to the message type as every JSON body
/// is.</summary>
/// <param name="body">The body.</param>
/// <param name="form">How the records are written in it.</param>
/// <param name="field">The field whose elements they are.</param>
/// <param name="call">The call.</param>
sealed class StreamedRecords(Stream body, StreamedRecords.Form form, FieldDescriptor field, RestCall call)
{
    static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>How records are written in a body.</summary>
    public enum Form
    {
        /// <summary>A JSON array.</summary>
        Array,

        /// <summary>JSON objects one after the other, one on each line (NDJSON, JSON Lines).</summary>
        Lines,
    }

    /// <exception cref="ApiError">INVALID_ARGUMENT: the body is of another media type.</exception>
    public static Form FormOf(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var media)
            && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset)
                .Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            if (JsonLines.Is(media.MediaType.Value))
            {
                return Form.Lines;
            }

            if (media.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
            {
                return Form.Array;
            }
        }

        throw ApiError.Malformed($"The body must be {JsonLines.MediaType}, one JSON object on each line, or "
            + "application/json, an array of them, in UTF-8.");
    }

    /// <exception cref="ApiError">INVALID_ARGUMENT with the position of the record that cannot be read, from 0;
    /// RESOURCE_EXHAUSTED where one is too large.</exception>
    public async IAsyncEnumerable<IMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var bounded = new RecordLimit(body);
        await using var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(
            bounded, topLevelValues: form == Form.Lines, Strict, cancellation).GetAsyncEnumerator(cancellation);
        for (var position = 0; await NextAsync(elements, position); position++)
        {
            bounded.Restart();
            yield return Parse(elements.Current, position);
        }
    }

    async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> elements, int position)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (JsonException exception)
        {
            throw ApiError.Malformed($"Record {position + 1} is not valid JSON, has a key twice, or the body is no "
                + (form == Form.Lines ? "list of JSON objects, one on each line" : "JSON array")
                + $" (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
    }

    IMessage Parse(JsonElement element, int position)
    {
        var path = $"{field.JsonName}[{position}]";
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw ApiError.Malformed([(path, "must be a JSON object")]);
        }

        var record = Encoding.UTF8.GetBytes(element.GetRawText());
        JsonBodyCheck.Run(record, field.MessageType, call, path + ".");
        try
        {
            return JsonParser.Default.Parse(
                Encoding.UTF8.GetString(JsonNumbers.Normalise(JsonNulls.Remove(record))), field.MessageType);
        }
        catch (InvalidProtocolBufferException)
        {
            throw ApiError.Malformed([(path, "does not fit the type of its fields")]);
        }
    }
}

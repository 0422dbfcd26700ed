using System.Text.Json;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>A <c>jsonb</c> column of a list of small records, named as JSON names them: <c>createTime</c>.</summary>
sealed class JsonColumn<T>() : JsonListColumn<T>(Options)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The list as the column holds it, for a statement that writes many rows.</summary>
    public static string Text(IReadOnlyList<T> value) => JsonSerializer.Serialize(value, Options);
}

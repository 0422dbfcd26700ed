using System.Text.Json;
using System.Text.Json.Serialization;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>An enum in a <c>jsonb</c> column, written as the same text as in a column of its own.</summary>
sealed class EnumJson<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Enums.Parse<T>(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Enums.Text(value));
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mastery.Mis.Wonde;

/// <summary>The fields that are read of Wonde; all others are passed over unread.</summary>
sealed record WondePage<T>(List<T>? Data, WondeMeta? Meta);

sealed record WondeMeta(WondePagination? Pagination);

sealed record WondePagination(string? Next, bool? More);

sealed record WondeSchool(string? Name, [property: JsonConverter(typeof(LooseText))] string? Urn)
{
    [JsonConverter(typeof(LooseText))]
    public string? LaCode { get; init; }

    [JsonConverter(typeof(LooseText))]
    public string? EstablishmentNumber { get; init; }

    public WondeRegion? Region { get; init; }
}

sealed record WondeRegion(string? Domain);

/// <summary>A time: <c>{"date":"2024-09-01 00:00:00.000000","timezone_type":3,"timezone":"UTC"}</c>.</summary>
sealed record WondeTime([property: JsonConverter(typeof(LooseText))] string? Date);

sealed record WondeEmployee([property: JsonConverter(typeof(LooseText))] string? Id, string? Forename, string? Surname)
{
    public string? LegalForename { get; init; }

    public string? LegalSurname { get; init; }

    public WondeTime? UpdatedAt { get; init; }

    [JsonConverter(typeof(Wrapped<WondeEmployment>))]
    public WondeEmployment? EmploymentDetails { get; init; }

    [JsonConverter(typeof(Wrapped<WondeContact>))]
    public WondeContact? ContactDetails { get; init; }

    [JsonConverter(typeof(Wrapped<List<WondeRole>>))]
    public List<WondeRole>? Roles { get; init; }

    [JsonConverter(typeof(Wrapped<List<WondeClass>>))]
    public List<WondeClass>? Classes { get; init; }
}

sealed record WondeEmployment([property: JsonConverter(typeof(LooseText))] string? TeacherNumber)
{
    public bool? Current { get; init; }

    public WondeTime? EmploymentStartDate { get; init; }

    public WondeTime? EmploymentEndDate { get; init; }
}

sealed record WondeContact(WondeEmails? Emails);

sealed record WondeEmails(string? Work, string? Email, string? Primary);

sealed record WondeRole(string? Name);

sealed record WondeClass([property: JsonConverter(typeof(Wrapped<WondeSubject>))] WondeSubject? Subject);

sealed record WondeSubject(string? Name);

sealed record WondeDeletion([property: JsonConverter(typeof(LooseText))] string? Id, string? Type)
{
    public WondeTime? DeletedAt { get; init; }

    public WondeTime? RestoredAt { get; init; }
}

/// <summary>The answer for one school.</summary>
sealed record WondeSchoolAnswer(WondeSchool? Data);

/// <summary>Reads what is included, which stands in <c>{"data": …}</c>. What is not there is <c>null</c>, <c>[]</c>, or
/// only an id.</summary>
sealed class Wrapped<T> : JsonConverter<T>
    where T : class
{
    static readonly JsonTokenType Start = typeof(T).IsGenericType ? JsonTokenType.StartArray
        : JsonTokenType.StartObject;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        T? value = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return value;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData && reader.TokenType == Start)
            {
                value = (T?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T)));
            }
            else
            {
                reader.Skip();
            }
        }

        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Reads a text that some systems write as a number.</summary>
sealed class LooseText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => $"{number}",
            JsonTokenType.Null => null,
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WondePage<WondeEmployee>))]
[JsonSerializable(typeof(WondePage<WondeDeletion>))]
[JsonSerializable(typeof(WondeSchoolAnswer))]
[JsonSerializable(typeof(WondeEmployment))]
[JsonSerializable(typeof(WondeContact))]
[JsonSerializable(typeof(WondeSubject))]
[JsonSerializable(typeof(List<WondeRole>))]
[JsonSerializable(typeof(List<WondeClass>))]
sealed partial class WondeJson : JsonSerializerContext;

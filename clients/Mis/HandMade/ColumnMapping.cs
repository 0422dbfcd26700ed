using System.Text.Json;
using System.Text.Json.Serialization;
using Mastery.Mis.HandMade;
using Mastery.Mis.Tables;

namespace Mastery.Mis;

/// <summary>Which column of a hand-made file has what, as it is saved beside the file for the next time.</summary>
public sealed record ColumnMapping
{
    /// <summary>For each field of a member of staff the header of its column: <c>"familyName": "Surname"</c>. A column
    /// that stands at no field is not read.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The sheet of a workbook; empty for the first one that has such columns.</summary>
    public string Sheet { get; init; } = "";

    /// <summary>The fields that a column can have: <c>id</c>, <c>givenName</c>, <c>familyName</c>, <c>name</c> (both in
    /// one column), <c>preferredGivenName</c>, <c>preferredFamilyName</c>, <c>formerFamilyName</c>, <c>email</c>,
    /// <c>trn</c>, <c>school</c> (URN or LAESTAB), <c>subject</c>, <c>jobTitle</c>, <c>startDate</c>,
    /// <c>endDate</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. StaffColumns.All.Select(column => column.Name)];

    /// <summary>Reads a saved mapping.</summary>
    /// <exception cref="StaffSourceException">It is not one, or names a field that does not exist.</exception>
    public static ColumnMapping Load(string path)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize(File.ReadAllText(path),
                MappingJson.Default.ColumnMapping) ?? new();
            mapping.Check(Path.GetFileName(path));
            return mapping;
        }
        catch (JsonException exception)
        {
            throw new StaffSourceException($"{Path.GetFileName(path)} is not a column mapping: line "
                + $"{exception.LineNumber + 1} is not valid JSON.", exception);
        }
    }

    /// <summary>What a first look at a file finds, for a person to correct and save.</summary>
    /// <exception cref="StaffSourceException">The file has no header with names of people.</exception>
    public static ColumnMapping Guess(string path) => SheetSource.Guess(path);

    /// <summary>Saves it.</summary>
    public void Save(string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(this, MappingJson.Default.ColumnMapping) + "\n");

    /// <summary>The columns that it allows: by the headers that it names and no others.</summary>
    internal IReadOnlyDictionary<SourceColumn, SourceColumn> Allowed()
    {
        Check("the column mapping");
        return StaffColumns.All.Where(column => Columns.ContainsKey(column.Name))
            .ToDictionary(column => column, column => new SourceColumn(Columns[column.Name]) { IsExact = true });
    }

    void Check(string name)
    {
        if (Columns.Keys.FirstOrDefault(field => !Fields.Contains(field)) is { } unknown)
        {
            throw new StaffSourceException(
                $"{name} has a field \"{unknown}\" that does not exist; the fields are {string.Join(", ", Fields)}.");
        }
    }
}

/// <summary>The form in which mappings are saved.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ColumnMapping))]
sealed partial class MappingJson : JsonSerializerContext;

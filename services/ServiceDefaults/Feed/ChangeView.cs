using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Mastery.ServiceDefaults;

/// <summary>What a caller may see of the log: the states of resources that the token could read, with the personal
/// values that were not erased and without the fields that need a scope it lacks.</summary>
sealed class ChangeView(CallScope call, ContractRegistry contracts, DbSession db)
{
    // A field that the contract no longer has is left out.
    static readonly JsonParser Json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The rows as the caller sees them. That it sees fields with a scope of their own is entered
    /// first.</summary>
    public async Task<IReadOnlyList<Changes.V1.Change>> ShowAsync(IReadOnlyList<ChangeRow> rows)
    {
        var reads = new SensitiveReads(call.Hub);
        List<Changes.V1.Change> shown = [.. rows.Select(row => Show(row, reads))];
        if (reads.Commands(call) is { Count: > 0 } commands)
        {
            await db.EnterReadsAsync(commands);
        }

        return shown;
    }

    Changes.V1.Change Show(ChangeRow row, SensitiveReads reads)
    {
        var change = row.ToProto();
        if (contracts.FindGet(row.ResourceType) is { } get && get.Scopes.All(call.Scopes.Contains))
        {
            var type = get.Method.OutputType;
            var personal = PersonalParts(row, change.ErasedSubjects);
            change.Before = State(row, "before", row.Before, type, personal, change, reads);
            change.After = State(row, "after", row.After, type, personal, change, reads);
        }
        else
        {
            change.WithheldFields.Add(
                [.. row.Before is null ? [] : (string[])["before"], .. row.After is null ? [] : (string[])["after"]]);
        }

        return change;
    }

    /// <summary>The personal values, part by part; adds the subjects whose part is erased.</summary>
    internal static List<JsonElement> PersonalParts(ChangeRow row, ICollection<string> erased)
    {
        List<JsonElement> parts = [];
        if (row.Personal is null)
        {
            return parts;
        }

        using var document = JsonDocument.Parse(row.Personal);
        foreach (var part in document.RootElement.EnumerateObject().OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            if (part.Value.ValueKind == JsonValueKind.Null)
            {
                erased.Add(part.Name);
            }
            else
            {
                parts.Add(part.Value.Clone());
            }
        }

        return parts;
    }

    /// <summary>A state of a resource with the personal values that were not erased.</summary>
    internal static IMessage Whole(string side, string json, MessageDescriptor type, List<JsonElement> personal)
    {
        var state = Json.Parse(json, type);
        foreach (var part in personal)
        {
            if (part.TryGetProperty(side, out var values))
            {
                Restore(state, Json.Parse(values.GetRawText(), type));
            }
        }

        return state;
    }

    Struct? State(ChangeRow row, string side, string? json, MessageDescriptor type, List<JsonElement> personal,
        Changes.V1.Change change, SensitiveReads reads)
    {
        if (json is null)
        {
            return null;
        }

        var state = Whole(side, json, type, personal);
        var fields = FieldScopes.Of(type);
        if (!fields.None)
        {
            fields.Note(state, call.Scopes, reads, row.Resource);
            fields.Withhold(state, call.Scopes);
            change.WithheldFields.Add(fields.Paths("").Where(field => !call.Scopes.Contains(field.Scope))
                .Select(field => $"{side}.{field.Path}"));
        }

        return Struct.Parser.ParseJson(JsonFormatter.Default.Format(state));
    }

    /// <summary>A row from before personal values were kept apart field by field has all of its state in the
    /// part.</summary>
    static void Restore(IMessage state, IMessage part)
    {
        if (state.CalculateSize() == 0)
        {
            state.MergeFrom(part.ToByteArray());
        }
        else
        {
            PersonalFields.Of(state.Descriptor).Restore(state, part);
        }
    }
}

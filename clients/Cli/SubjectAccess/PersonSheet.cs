using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Mastery.Changes.V1;
using Mastery.Cli.Lists;
using Mastery.Participants.V1;

namespace Mastery.Cli.SubjectAccess;

/// <summary>What is held of a person, for that person to read.</summary>
sealed class PersonSheet
{
    const string Style = """
        body { max-width: 60rem; }
        dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .2rem 1rem; }
        dt { font-weight: 600; }
        dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
        """;

    readonly string _title;
    readonly List<string> _introduction = [];
    readonly List<(string Title, List<Entry> Entries)> _sections = [];

    /// <param name="data">The answer.</param>
    public PersonSheet(ExportParticipantDataResponse data)
    {
        _title = $"What is held of {Names.Called(data.Participant)}";
        _introduction.Add($"Read {England.Moment(data.ExportTime)}. Other people are left out.");
        if (data.Participant.MovedTo.Length > 0)
        {
            _introduction.Add($"The person went to another hub, which holds more: {data.Participant.MovedTo}.");
        }

        _sections.Add(("What is held now", [.. data.Records.Select(Of)]));
        _sections.Add(("What was changed, and by whom", [.. data.Changes.Select(Of)]));
        _sections.Add(("Who read it", [.. data.SensitiveReads.Select(Of)]));
    }

    /// <summary>As plain text.</summary>
    public string Text()
    {
        List<string> lines = [_title, .. _introduction];
        foreach (var (title, entries) in _sections)
        {
            lines.AddRange("", title.ToUpperInvariant());
            foreach (var entry in entries)
            {
                lines.AddRange("", entry.Title);
                lines.AddRange(entry.Lines.Select(line =>
                    $"  {line.Label}: {line.Value.ReplaceLineEndings("\n    ")}"));
            }

            lines.AddRange(entries.Count == 0 ? ["", "Nothing."] : []);
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>As a page without scripts or anything from elsewhere.</summary>
    public string Page()
    {
        List<string> lines =
        [
            $"{HtmlPage.Head(Style)}<title>{Encoded(_title)}</title>", "</head>", "<body>", "<main>",
            $"<h1>{Encoded(_title)}</h1>",
            .. _introduction.Select(line => $"<p>{Encoded(line)}</p>"),
        ];
        foreach (var (title, entries) in _sections)
        {
            lines.Add($"<h2>{Encoded(title)}</h2>");
            foreach (var entry in entries)
            {
                lines.AddRange($"<h3>{Encoded(entry.Title)}</h3>", "<dl>");
                lines.AddRange(entry.Lines.Select(line =>
                    $"<dt>{Encoded(line.Label)}</dt><dd>{Encoded(line.Value)}</dd>"));
                lines.Add("</dl>");
            }

            lines.AddRange(entries.Count == 0 ? ["<p>Nothing.</p>"] : []);
        }

        lines.AddRange("</main>", "</body>", "</html>");
        return string.Join('\n', lines) + "\n";
    }

    static Entry Of(PersonRecord record)
    {
        var entry = new Entry($"{Type(record.ResourceType)}, {record.Resource}", []);
        entry.Add(record.Data, "");
        if (record.UnattributedFields.Count > 0)
        {
            entry.Lines.Add(
                ("not shown, a person has to read it", string.Join("; ", record.UnattributedFields.Select(Label))));
        }

        return entry;
    }

    static Entry Of(PersonChange change)
    {
        var entry = new Entry($"{England.Moment(change.ChangeTime)}: {Type(change.ResourceType)} "
            + $"{change.Kind.Plain()} by {change.Actor}, {change.Resource}", []);
        entry.Add(change.Before, "before: ");
        entry.Add(change.After, change.Before is null ? "" : "after: ");
        return entry;
    }

    static Entry Of(SensitiveRead read) => new(
        $"{England.Moment(read.CreateTime)}, by {read.Actor}",
        [("what", string.Join(", ", read.Fields.Select(Label))), ("how", read.Method)]);

    /// <summary><c>mastery.services/PastParticipation</c> in words.</summary>
    static string Type(string type) => Label(type.Split('/', '.')[^1]);

    /// <summary><c>teachingSinceDate</c>, or <c>teaching_since_date</c>, in words.</summary>
    static string Label(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name)
        .Replace('_', ' ').Replace(".", ", ", StringComparison.Ordinal);

    static string Encoded(string text) => HtmlPage.Encoded(text);

    sealed record Entry(string Title, List<(string Label, string Value)> Lines)
    {
        public void Add(Struct? data, string prefix)
        {
            foreach (var (name, value) in data?.Fields ?? [])
            {
                // The page of a letter says the same as its text.
                if (name is not ("etag" or "html"))
                {
                    Add(name, value, prefix + Label(name));
                }
            }
        }

        void Add(string name, Value value, string label)
        {
            switch (value.KindCase)
            {
                case Value.KindOneofCase.StructValue:
                    Add(value.StructValue, $"{label}, ");
                    break;
                case Value.KindOneofCase.ListValue:
                    foreach (var (position, item) in value.ListValue.Values.Index())
                    {
                        Add(name, item, $"{label} {position + 1}");
                    }

                    break;
                case Value.KindOneofCase.StringValue:
                    Lines.Add((label, PlainValue.Of(name, value.StringValue) ?? value.StringValue));
                    break;
                case Value.KindOneofCase.BoolValue:
                    Lines.Add((label, value.BoolValue ? "yes" : "no"));
                    break;
                default:
                    Lines.Add((label, $"{value.NumberValue:0.####}"));
                    break;
            }
        }
    }
}

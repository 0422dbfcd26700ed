using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Kind = Mastery.DevelopmentPlans.V1.PartDifference.Types.Kind;

namespace Mastery.DevelopmentPlans;

/// <summary>How a part of a plan, or the plan itself, differs between two states.</summary>
static class PartDifferences
{
    /// <summary>Fields that every write changes, that never change, or that follow from other parts.</summary>
    static readonly HashSet<string> Unread =
        ["name", "etag", "revision", "school_display_name", "last_review_date", "create_time", "update_time"];

    /// <summary>The difference; null where there is none.</summary>
    public static V1.PartDifference? Of(string name, IMessage? before, IMessage? after, PartTitles titles)
    {
        var part = after ?? before;
        if (part is null)
        {
            return null;
        }

        List<Difference> fields = before is null || after is null ? [] : [.. Fields(before, after, "", "", titles)];
        var kind = before is null ? Kind.Added : after is null ? Kind.Removed : Kind.Changed;
        return kind == Kind.Changed && fields.Count == 0 ? null : new()
        {
            Part = name,
            Kind = kind,
            Title = PartTitles.Of(part),
            Fields = { fields.Select(field => field.ToProto()) },
            Message = Words(part, kind, fields),
        };
    }

    static string Words(IMessage part, Kind kind, List<Difference> fields)
    {
        var title = PartTitles.Of(part);
        var noun = PartJson.Noun(part);
        var subject = part is V1.Plan ? "Plan"
            : $"{char.ToUpperInvariant(noun[0])}{noun[1..]}{(title.Length > 0 ? $" “{title}”" : "")}";
        return kind switch
        {
            Kind.Added => $"{subject} added.",
            Kind.Removed => $"{subject} removed.",
            _ => $"{subject}: {string.Join("; ", fields.Select(field => field.Words()).Distinct())}.",
        };
    }

    static IEnumerable<Difference> Fields(
        IMessage before, IMessage after, string path, string of, PartTitles titles) =>
        before.Descriptor.Fields.InDeclarationOrder()
            .Where(field => path.Length > 0 || !Unread.Contains(field.Name))
            .SelectMany(field => Field(field, before, after, path, of, titles));

    static IEnumerable<Difference> Field(
        FieldDescriptor field, IMessage before, IMessage after, string path, string of, PartTitles titles)
    {
        var (one, other) = (field.Accessor.GetValue(before), field.Accessor.GetValue(after));
        return field switch
        {
            { IsRepeated: true, FieldType: FieldType.Message } =>
                Items(field, (IList)one, (IList)other, $"{path}{field.Name}", titles),
            { FieldType: FieldType.Message } when one is not Timestamp && other is not Timestamp
                && (one ?? other) is IMessage some => Fields(
                    one as IMessage ?? Empty(some), other as IMessage ?? Empty(some), $"{path}{field.Name}.",
                    $"{FieldWords.Label(field)}", titles),
            _ => Value(field, before, after, path, of, titles),
        };
    }

    static IEnumerable<Difference> Value(
        FieldDescriptor field, IMessage before, IMessage after, string path, string of, PartTitles titles)
    {
        var (one, other) =
            (FieldWords.Value(field, before, titles), FieldWords.Value(field, after, titles));
        var label = of.Length == 0 ? FieldWords.Label(field) : $"{FieldWords.Label(field)} of {of}";
        return one == other
            ? []
            : [new($"{path}{field.Name}", label, one, other, FieldWords.NamesOther(field) ? label : null)];
    }

    /// <summary>Items that are in both lists are the same; of the others the first of one list became the first of the
    /// other, and so on. That is the same in both directions.</summary>
    static IEnumerable<Difference> Items(
        FieldDescriptor field, IList before, IList after, string path, PartTitles titles)
    {
        var (gone, come) = (Only(before, after), Only(after, before));
        var changed = Math.Min(gone.Count, come.Count);
        return
        [
            .. gone.Zip(come).SelectMany(pair =>
            {
                var index = Math.Min(pair.First.Index, pair.Second.Index);
                return Fields(
                    pair.First.Item, pair.Second.Item, $"{path}[{index}].",
                    $"{FieldWords.Singular(field)} {index + 1}", titles);
            }),
            .. gone.Skip(changed).Select(item => Whole(field, item, path, titles)),
            .. come.Skip(changed).Select(item => Whole(field, item, path, titles).Mirrored()),
        ];
    }

    static Difference Whole(
        FieldDescriptor field, (int Index, IMessage Item) only, string path, PartTitles titles) => new(
        $"{path}[{only.Index}]", $"{FieldWords.Singular(field)} {only.Index + 1}",
        FieldWords.Whole(only.Item, titles), "",
        only.Item.Descriptor.Fields.InDeclarationOrder().Any(FieldWords.NamesOther) ? FieldWords.Label(field) : null);

    static List<(int Index, IMessage Item)> Only(IList items, IList others)
    {
        List<object> left = [.. others.Cast<object>()];
        return [.. items.Cast<IMessage>().Index().Where(item => !left.Remove(item.Item))];
    }

    static IMessage Empty(IMessage like) => like.Descriptor.Parser.ParseFrom(ByteString.Empty);

    /// <param name="Field">The path.</param>
    /// <param name="Label">What it is called.</param>
    /// <param name="Before">The value before.</param>
    /// <param name="After">The value after.</param>
    /// <param name="Unshown">Where the values are resource names, which tell people nothing: what is said to have
    /// changed instead.</param>
    sealed record Difference(string Field, string Label, string Before, string After, string? Unshown)
    {
        public Difference Mirrored() => this with { Before = After, After = Before };

        public V1.FieldDifference ToProto() => new() { Field = Field, Label = Label, Before = Before, After = After };

        public string Words() => this switch
        {
            { Unshown: { } what } => $"{what} changed",
            { Before: "" } => $"{Label} now {Quoted(After)}",
            { After: "" } => $"{Label} no longer {Quoted(Before)}",
            _ => $"{Label} from {Quoted(Before)} to {Quoted(After)}",
        };

        static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal)
            && !text.StartsWith('“') ? $"“{text}”" : text;
    }
}

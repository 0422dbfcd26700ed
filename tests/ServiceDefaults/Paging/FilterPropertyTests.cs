using System.Text.RegularExpressions;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf.Reflection;
using Mastery.Library.V1;

namespace Mastery.ServiceDefaults.Tests.Paging;

public sealed partial class FilterPropertyTests
{
    static readonly ListShape Shape = new(["id"], new()
    {
        ["title"] = Column.Text("title_column"),
        ["colour"] = Column.Enum("colour_column", Shelf.Descriptor.FindDescriptor<EnumDescriptor>("Colour")),
        ["size"] = Column.Number("size_column"),
        ["tags"] = Column.Texts("tags_column"),
    }, []);

    [Property(MaxTest = 5000)]
    public bool Any_text_is_a_filter_or_a_refusal(string? text) => Try(text ?? "") is not null;

    [Property(MaxTest = 5000, Arbitrary = [typeof(Words)])]
    public bool Any_words_of_the_language_are_a_filter_or_a_refusal(Sentence sentence) =>
        Try(sentence.Text) is not null;

    [Property(MaxTest = 2000, Arbitrary = [typeof(Words)])]
    public bool Of_the_callers_text_nothing_reaches_the_statement(Sentence sentence) =>
        Try(sentence.Text) is { } sql && OnlyOurs().IsMatch(sql);

    /// <summary>Sentences that words in any order rarely make.</summary>
    [Theory]
    [InlineData("title : *")]
    [InlineData("NOT tags : *")]
    [InlineData("title = \"\" OR colour : * AND size : *")]
    public void Of_what_asks_whether_there_is_a_value_nothing_reaches_the_statement(string text) =>
        Assert.Matches(OnlyOurs(), Assert.IsType<string>(Try(text)));

    [Property(MaxTest = 2000)]
    public bool A_quoted_value_arrives_as_it_was_written(string? text)
    {
        var value = (text ?? "").TrimEnd('*');
        var parameters = new DynamicParameters();
        var sql = Write($"title >= \"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"", parameters);

        return value.Length > 900 || (sql == "(title_column >= @filter_0)"
            && parameters.Get<string>("filter_0") == TextForm.Compose(value));
    }

    /// <summary>The statement, "" for a refusal, null for any other failure.</summary>
    static string? Try(string text)
    {
        try
        {
            return Write(text, new DynamicParameters());
        }
        catch (ApiError)
        {
            return "";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    static string Write(string text, DynamicParameters parameters) => new FilterSql(Shape, parameters)
        .Write(FilterParser.Parse(text, Shape));

    [GeneratedRegex(
        @"^(\(|\)| |=|<|>|title_column|colour_column|size_column|tags_column|@filter_\d+"
        + @"|AND|OR|IS|NOT|TRUE|NULL|DISTINCT|FROM|ANY|coalesce|cardinality|fold|strpos|\^@|,|0|''|'UNSPECIFIED')*$")]
    private static partial Regex OnlyOurs();

    /// <summary>Words of the filter language in any order, with quoted text between them.</summary>
    public sealed record Sentence(string Text);

    public static class Words
    {
        static readonly string[] Known = ["title", "colour", "size", "tags", "nothing", "=", "!=", "<", "<=", ">", ">=",
            ":", "(", ")", "AND", "OR", "NOT",
            "-", "RED", "COLOUR_BLUE", "1", "-2.5", "*", "x*", "\"", "'", "\\", "'; DROP TABLE shelf; --", "\"a b\"",
                "@filter_0", ","];

        public static Arbitrary<Sentence> Sentences() =>
            Gen.Elements(Known).ListOf().Select(words => new Sentence(string.Join(' ', words))).ToArbitrary();
    }
}

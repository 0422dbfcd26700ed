namespace Mastery.ServiceDefaults.Tests.Paging;

/// <summary>The SQL functions that lists search text by.</summary>
public sealed class FoldTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    // Random names of what a name may hold, with more separators, quotation marks and digits than any has. The seed
    // makes them the same in every run.
    const string Names = """
        WITH seed AS MATERIALIZED (SELECT setseed(0.5)), name AS MATERIALIZED (
            SELECT (SELECT string_agg(substr(c, 1 + floor(random() * length(c))::int, 1), '')
                    FROM generate_series(1, 1 + n % 24),
                        (SELECT 'abceEzAE 0159  ''''’‘`,,/\--&().:;<>@#%+_!?"*' || n) x (c))
                AS value
            FROM seed, generate_series(1, 5000) n)
        """;

    [Theory]
    [InlineData("Oakfield Primary School", "oakfield primary school")]
    [InlineData("St Mary's", "st marys")]
    [InlineData("St Peter\u2019s", "st peters")]
    [InlineData("School, Sixth Form and Nursery", "school sixth form and nursery")]
    [InlineData("Stratford-upon-Avon - Infants/Juniors", "stratford upon avon infants juniors")]
    [InlineData("a  b - - - - ' c", "a b c")]
    [InlineData("St. Mary's C.E.", "st marys ce")]
    [InlineData("Bront\u00EB \u0141\u00F3d\u017A", "bronte lodz")]
    [InlineData("O'Bront\u00EB\tHouse", "obronte house")]
    public async Task Folds_case_accents_and_punctuation(string value, string folded) =>
        Assert.Equal(folded, await ReadAsync<string>($"SELECT fold({Quoted(value)})"));

    /// <summary>A letter with an accent takes a text through the general form.</summary>
    [Theory]
    [InlineData("fold(value || ' ö') <> fold(value || ' o')")]
    [InlineData("strip(fold_words(value || ' ö')) <> strip(fold_words(value || ' o'))")]
    public async Task Folds_plain_text_as_the_general_form_does(string different)
    {
        Assert.Equal(5000L, await ReadAsync<long>($"{Names} SELECT count(value) FROM name"));
        Assert.Equal(0L, await ReadAsync<long>($"{Names} SELECT count(*) FROM name WHERE {different}"));
    }

    [Theory]
    [InlineData("The King's & Queen's (VA)", "'king' 'kings' 'queen' 'queens' 's' 'the' 'va'")]
    [InlineData("1st 2e5x 'n'", "'1st' '2e5' 'n' 'x'")]
    [InlineData(" - ", "")]
    public async Task Finds_the_words_of(string value, string words) =>
        Assert.Equal(words, await ReadAsync<string>($"SELECT strip(fold_words({Quoted(value)}))::text"));

    Task<T> ReadAsync<T>(string sql) => library.LookAsync<T>(LibraryFixture.NewHub(), sql);

    static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}

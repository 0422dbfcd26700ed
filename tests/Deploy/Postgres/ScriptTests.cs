using Mastery.Postgres;

namespace Mastery.Deploy.Tests.Postgres;

public sealed class ScriptTests
{
    static readonly Dictionary<string, string> Variables = new() { ["role"] = "o\"neil", ["password"] = "it's" };

    [Fact]
    public void Quotes_names_and_texts_as_psql_does()
    {
        var script = new SqlScript("ALTER ROLE :\"role\" PASSWORD :'password';", Variables);

        Assert.Equal(["ALTER ROLE \"o\"\"neil\" PASSWORD 'it''s';"], script.Statements());
    }

    [Fact]
    public void Leaves_casts_alone()
    {
        var script = new SqlScript("SELECT '1'::\"role\", :'password'::text;", Variables);

        Assert.Equal(["SELECT '1'::\"role\", 'it''s'::text;"], script.Statements());
    }

    [Fact]
    public void Reads_statements_over_several_lines_and_skips_comments()
    {
        var script = new SqlScript("-- why\nSELECT 1\n  WHERE true \\gexec\n\nSELECT 2;\n", Variables);

        Assert.Equal(["SELECT 1\n  WHERE true \\gexec", "SELECT 2;"], script.Statements());
    }

    [Fact]
    public void Refuses_a_script_that_ends_within_a_statement()
    {
        var script = new SqlScript("SELECT 1;\nSELECT 2", Variables);

        Assert.Throws<InvalidOperationException>(() => script.Statements().ToList());
    }
}

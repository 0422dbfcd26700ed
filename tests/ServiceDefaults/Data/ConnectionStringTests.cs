using Npgsql;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("Max Auto Prepare=0")]
    [InlineData("MaxAutoPrepare=0")]
    [InlineData("max auto prepare=0")]
    public void Leaves_prepared_statements_off_where_the_operator_says_so(string given) =>
        Assert.Equal(0, Tuned(given).MaxAutoPrepare);

    [Fact]
    public void Leaves_every_setting_as_the_operator_gives_it()
    {
        var tuned = Tuned("Maximum Pool Size=40;No Reset On Close=false;Auto Prepare Min Usages=5;"
            + "Cancellation Timeout=1000;Application Name=mine");

        Assert.Equal((40, false, 5, 1000, "mine"), (tuned.MaxPoolSize, tuned.NoResetOnClose, tuned.AutoPrepareMinUsages,
            tuned.CancellationTimeout, tuned.ApplicationName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Client Encoding=LATIN1")]
    [InlineData("Encoding=latin1;Client Encoding=LATIN1")]
    public void Has_its_encoding_whatever_is_given(string given)
    {
        var readiness = new NpgsqlConnectionStringBuilder(DatabaseSetup.TuneReadiness($"Host=db;{given}", "library"));

        Assert.Equal(("UTF8", "UTF8"), (Tuned(given).ClientEncoding, Tuned(given).Encoding));
        Assert.Equal(("UTF8", "UTF8"), (readiness.ClientEncoding, readiness.Encoding));
    }

    [Fact]
    public void Fills_in_what_is_not_given()
    {
        var tuned = Tuned("Database=library");

        Assert.Equal((16, true, 100, "library"), (tuned.MaxPoolSize, tuned.NoResetOnClose, tuned.MaxAutoPrepare,
            tuned.ApplicationName));
    }

    [Fact]
    public void Readiness_has_few_connections_and_does_not_wait_long()
    {
        var tuned = new NpgsqlConnectionStringBuilder(
            DatabaseSetup.TuneReadiness("Host=db;Maximum Pool Size=40;Minimum Pool Size=20;Timeout=60", "library"));

        Assert.Equal((2, 0, 5, 5), (tuned.MaxPoolSize, tuned.MinPoolSize, tuned.Timeout, tuned.CommandTimeout));
    }

    static NpgsqlConnectionStringBuilder Tuned(string given) => new(DatabaseSetup.Tune($"Host=db;{given}", "library"));
}

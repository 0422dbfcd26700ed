using Mastery.Errors.V1;
using Microsoft.Extensions.DependencyInjection;
using Colour = Mastery.Library.V1.Shelf.Types.Colour;
using State = Mastery.Library.V1.Shelf.Types.State;

namespace Mastery.ServiceDefaults.Tests.Data;

public sealed class EnumColumnsTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task Keeps_an_enum_as_the_text_of_its_value()
    {
        var shelf = await library.ShelfAsync(_hub, shelf => shelf.Colour = Colour.Blue);

        var kept = await InSessionAsync(db => db.FindAsync<long>(
            "SELECT count(*) FROM shelf WHERE colour = 'BLUE' AND state = 'OPEN'"));

        Assert.Equal(1, kept);
        Assert.Equal((Colour.Blue, State.Open), (shelf.Colour, shelf.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_and_reads_one_a_nullable_one_and_a_list(bool inTransaction)
    {
        var row = new Row
        {
            Worded = ErrorReason.WrongState,
            One = Colour.Red,
            Some = Colour.Blue,
            Many = [Colour.Blue, Colour.Red],
        };

        var read = await RoundTripAsync(row, inTransaction);

        Assert.Equal((row.Worded, row.One, row.Some, row.None), (read.Worded, read.One, read.Some, read.None));
        Assert.Equal(row.Many, read.Many);
        Assert.Equal("text text text[]", read.Types);
    }

    [Fact]
    public async Task Compares_a_column_with_an_enum_beside_other_parameters()
    {
        await library.ShelfAsync(_hub, shelf => shelf.Colour = Colour.Blue);

        var count = await InSessionAsync(db => db.FindAsync<long>(
            "SELECT count(*) FROM shelf WHERE hub_id = @hub AND colour = @colour",
            new { hub = _hub, colour = Colour.Blue }));

        Assert.Equal(1, count);
    }

    [Fact]
    public void Leaves_parameters_without_an_enum_to_Dapper()
    {
        var plain = new { id = 1 };

        Assert.Same(plain, SqlParameters.Of(plain));
        Assert.IsType<SqlParameters>(SqlParameters.Of(new { State.Open }));
    }

    Task<Row> RoundTripAsync(Row row, bool inTransaction) => InSessionAsync(async db =>
    {
        const string Sql = """
            SELECT @Worded AS worded, @One AS one, @Some AS some, @None AS none, @Many AS many,
                concat_ws(' ', pg_typeof(@One), pg_typeof(@None), pg_typeof(@Many)) AS types
            """;
        return inTransaction
            ? await db.SnapshotAsync(async () => (await db.FindAsync<Row>(Sql, row))!)
            : (await db.FindAsync<Row>(Sql, row))!;
    });

    async Task<T> InSessionAsync<T>(Func<DbSession, Task<T>> work)
    {
        await using var scope = library.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallScope>().Hub = _hub;
        return await work(scope.ServiceProvider.GetRequiredService<DbSession>());
    }

    sealed record Row
    {
        public ErrorReason Worded { get; init; }


        public Colour One { get; init; }

        public Colour? Some { get; init; }

        public Colour? None { get; init; }

        public IReadOnlyList<Colour> Many { get; init; } = [];

        public string Types { get; init; } = "";
    }
}

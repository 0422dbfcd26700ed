using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>Days as ISO text, from the request to the row and back.</summary>
public sealed class DateTests(LibraryFixture library) : IClassFixture<LibraryFixture>
{
    readonly string _hub = LibraryFixture.NewHub();

    [Theory]
    [InlineData("1500-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("2200-12-31")]
    public async Task Comes_back_as_it_was_written(string day)
    {
        var created = await library.ShelfAsync(_hub, shelf => shelf.OpenDate = day);

        var read = await library.Library(_hub).GetShelfAsync(new() { Name = created.Name });

        Assert.Equal((day, day), (created.OpenDate, read.OpenDate));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1499-12-31")]
    [InlineData("2201-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("10000-01-01")]
    [InlineData("-0001-01-01")]
    [InlineData("2023-02-29")]
    [InlineData("2023-13-01")]
    [InlineData("2023-00-10")]
    [InlineData("2023-1-1")]
    [InlineData("01/09/2023")]
    [InlineData("20230901")]
    [InlineData("2023-09-01T00:00:00Z")]
    [InlineData("2023-W35-5")]
    [InlineData("٢٠٢٣-٠٩-٠١")]
    [InlineData("infinity")]
    [InlineData("today")]
    public async Task Is_refused_when_it_is_no_day_or_out_of_bounds(string text)
    {
        var status = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            () => library.ShelfAsync(_hub, shelf => shelf.OpenDate = text));

        Assert.Contains("open_date", status.Message);
        Assert.Contains("must be a day as 2025-09-01, between 1500-01-01 and 2200-12-31", status.Message);
    }

    [Theory]
    [InlineData("open_date = 0001-01-01")]
    [InlineData("open_date < 9999-12-31")]
    [InlineData("open_date > 1499-12-31")]
    [InlineData("open_date = infinity")]
    [InlineData("create_time < 9999-12-31T23:59:59.9999999Z")]
    [InlineData("create_time > 0001-01-01T00:00:00Z")]
    [InlineData("create_time > 0001-01-01T00:00:00+14:00")]
    [InlineData("create_time < 10000-01-01T00:00:00Z")]
    [InlineData("create_time < 2201-01-01T00:00:00Z")]
    [InlineData("create_time > 2016-12-31T23:59:60Z")]
    [InlineData("create_time < infinity")]
    public async Task A_filter_has_the_same_bounds(string filter)
    {
        var status = await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField,
            async () => await library.Library(_hub).ListShelvesAsync(
                new() { Parent = $"hubs/{_hub}", Filter = filter }));

        Assert.Contains("between 1500-01-01 and 2200-12-31", status.Message);
    }

    [Theory]
    [InlineData("create_time > 1500-01-01T00:00:00Z create_time < 2200-12-31T23:59:59.999999Z")]
    [InlineData("create_time > 1500-01-01T10:00:00+10:00 create_time < 2201-01-01T00:59:59+01:00")]
    public async Task A_filter_takes_the_first_and_the_last_moment(string filter)
    {
        await library.ShelfAsync(_hub);

        var listed = await library.Library(_hub).ListShelvesAsync(new() { Parent = $"hubs/{_hub}", Filter = filter });

        Assert.NotEmpty(listed.Shelves);
    }

    [Fact]
    public async Task Clears_like_any_text()
    {
        var shelf = await library.ShelfAsync(_hub, with => with.OpenDate = "2024-02-29");

        var cleared = await library.Library(_hub).UpdateShelfAsync(
            new() { Shelf = new() { Name = shelf.Name }, UpdateMask = new() { Paths = { "open_date" } } });

        Assert.Equal("", cleared.OpenDate);
    }

    [Fact]
    public void Is_read_and_written_by_clients_without_a_format_of_their_own()
    {
        var day = new DateOnly(2025, 9, 1);

        Assert.Equal("2025-09-01", IsoDate.Text(day));
        Assert.Equal(day, IsoDate.Parse("2025-09-01"));
        Assert.Equal(("", null), (IsoDate.Text(null), IsoDate.ParseOrNull("")));
        Assert.False(IsoDate.TryParse("9999-12-31", out _));
    }
}

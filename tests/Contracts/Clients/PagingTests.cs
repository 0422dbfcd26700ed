using Mastery.Clients;
using Mastery.FocusCatalogue.V1;

namespace Mastery.Contracts.Tests.Clients;

public sealed class PagingTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_read_to_the_end()
    {
        await using var suite = await Suite.StartAsync();
        var request = new ListProjectsRequest { PageSize = 2 };

        var codes = await Paging.AllAsync(
            suite.Client().ListProjectsAsync, request, page => page.Projects, Cancellation)
            .Select(project => project.Code)
            .ToListAsync(Cancellation);

        Assert.Equal(["1a", "1b", "2a", "2b", "3a", "3b"], codes);
        Assert.Equal("", request.PageToken);
    }

    [Fact]
    public async Task Are_not_asked_for_when_the_reader_stops()
    {
        await using var suite = await Suite.StartAsync();

        var first = await Paging.AllAsync(
            suite.Client().ListProjectsAsync, new ListProjectsRequest(), page => page.Projects, Cancellation)
            .FirstAsync(Cancellation);

        Assert.Equal("1a", first.Code);
        Assert.Equal([""], suite.Calls.PageTokens);
    }

    [Fact]
    public async Task Begin_where_the_request_says()
    {
        await using var suite = await Suite.StartAsync();

        var count = await Paging.AllAsync(
            suite.Client().ListProjectsAsync,
            new ListProjectsRequest { PageToken = "3" },
            page => page.Projects,
            Cancellation)
            .CountAsync(Cancellation);

        Assert.Equal(2, count);
    }
}

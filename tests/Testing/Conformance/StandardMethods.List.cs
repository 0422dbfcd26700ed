using Google.Protobuf;
using Xunit;

namespace Mastery.Testing;

public abstract partial class StandardMethods<TResource>
{
    [Fact]
    public async Task List_contains_what_was_created()
    {
        var parent = await ParentAsync(Hub);
        var resource = await MakeAsync(parent);

        var rows = await ListAllAsync(parent, pageSize: 1000);

        Assert.Contains(resource, rows);
    }

    [Fact]
    public async Task List_pages_through_everything_once_while_others_write()
    {
        var parent = await ParentAsync(Hub);
        List<string> names = [];
        for (var i = 0; i < 5; i++)
        {
            names.Add(Name(await MakeAsync(parent)));
        }

        var rows = await ListAllAsync(parent, pageSize: 2, between: () => MakeAsync(parent));

        var seen = rows.Select(Name).ToList();
        Assert.Equal(seen.Distinct(), seen);
        Assert.Empty(names.Except(seen));
    }

    [Fact]
    public async Task List_limits_a_page_size_that_is_too_large()
    {
        var parent = await ParentAsync(Hub);
        await MakeAsync(parent);

        Assert.NotEmpty((await ListAsync(parent, 1_000_000, "")).Rows);
    }

    [Fact]
    public async Task List_refuses_a_negative_page_size()
    {
        var parent = await ParentAsync(Hub);

        await Refused.ForFieldAsync("page_size", () => ListAsync(parent, -1, ""));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("bm90IGEgdG9rZW4")]
    public async Task List_refuses_a_page_token_it_did_not_issue(string token)
    {
        var parent = await ParentAsync(Hub);

        await Refused.ForFieldAsync("page_token", () => ListAsync(parent, 2, token));
    }

    [Fact]
    public async Task List_refuses_a_page_token_issued_for_other_arguments()
    {
        ResourceContract.NeedsField(Contract.List, "order_by");
        var parent = await ParentAsync(Hub);
        for (var i = 0; i < 3; i++)
        {
            await MakeAsync(parent);
        }

        var (_, next) = await ListAsync(parent, 1, "");

        await Refused.ForFieldAsync("page_token", () => ListAsync(parent, 1, next, orderBy: "create_time desc"));
    }

    [Theory]
    [InlineData("no_such_field = \"a\"")]
    [InlineData("create_time >")]
    [InlineData("(((")]
    public async Task List_refuses_an_invalid_filter(string filter)
    {
        ResourceContract.NeedsField(Contract.List, "filter");
        var parent = await ParentAsync(Hub);

        await Refused.ForFieldAsync("filter", () => ListAsync(parent, 2, "", filter));
    }

    [Fact]
    public async Task List_hides_everything_from_another_hub()
    {
        var elsewhere = Elsewhere();
        var parent = await ParentAsync(Hub);

        await NotFoundAsync(() => ListAsync(parent, 2, "", token: elsewhere));
    }

    async Task<List<IMessage>> ListAllAsync(
        string parent, int pageSize, Func<Task>? between = null, string? filter = null, string? orderBy = null)
    {
        List<IMessage> all = [];
        var next = "";
        do
        {
            (var rows, next) = await ListAsync(parent, pageSize, next, filter, orderBy);
            Assert.InRange(rows.Count, next.Length > 0 ? 1 : 0, pageSize);
            all.AddRange(rows);
            if (between is not null && all.Count == rows.Count)
            {
                await between();
            }
        }
        while (next.Length > 0);
        return all;
    }

    async Task<(IReadOnlyList<IMessage> Rows, string Next)> ListAsync(
        string parent,
        int pageSize,
        string pageToken,
        string? filter = null,
        string? orderBy = null,
        Token? token = null)
    {
        var request = ResourceContract.Request(
            Contract.List,
            ("parent", parent.Length == 0 ? null : parent),
            ("page_size", pageSize),
            ("page_token", pageToken),
            ("filter", filter),
            ("order_by", orderBy));
        return Contract.Page(await CallAsync(Contract.List, request, token));
    }
}

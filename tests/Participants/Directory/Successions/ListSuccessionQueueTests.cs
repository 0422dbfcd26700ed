using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class ListSuccessionQueueTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Lists_each_undecided_school_once_with_its_links()
    {
        var (one, other) = (await ForkAsync(), await ForkAsync());

        var queue = await AllAsync();

        Assert.Equal(
            [one, other], queue.Select(history => history.School).Where(school => school == one || school == other));
        Assert.All(
            queue.Where(history => history.School == one),
            history => Assert.Equal((2, true), (history.Successions.Count, history.Queued)));
    }

    [Fact]
    public async Task Leaves_out_a_school_that_was_decided_on()
    {
        var school = await ForkAsync();

        await fixture.Directory.ResolveSuccessionAsync(new() { Name = school, Reason = "Neither." });

        Assert.DoesNotContain(school, (await AllAsync()).Select(history => history.School));
    }

    async Task<string> ForkAsync()
    {
        var old = FreshUrn();
        await fixture.LinkAsync(Link(old, FreshUrn(), "Successor"), Link(old, FreshUrn(), "Successor"));
        return $"schools/{old}";
    }

    async Task<IReadOnlyList<V1.SchoolHistory>> AllAsync()
    {
        List<V1.SchoolHistory> found = [];
        V1.ListSuccessionQueueRequest request = new() { PageSize = 2 };
        do
        {
            var page = await fixture.Directory.ListSuccessionQueueAsync(request);
            found.AddRange(page.Histories);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }
}

using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class ImportSuccessionsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Accepts_a_stream_of_several_messages()
    {
        V1.SuccessionRecord[] records = [.. Enumerable.Range(0, 2500).Select(
            _ => Link(FreshUrn(), FreshUrn(), "Successor"))];

        var answer = await StreamAsync(records);

        Assert.Equal((2500, 0, 0, 0, 0), Counts(answer));
    }

    [Fact]
    public async Task Changes_nothing_when_run_again()
    {
        var (old, first, second) = (FreshUrn(), FreshUrn(), FreshUrn());
        V1.SuccessionRecord[] records =
            [Link(old, first, "Successor"), Link(old, second, "Successor"), Link(old, "100000", "Other")];
        await StreamAsync(records);

        var answer = await StreamAsync(records);

        Assert.Equal((0, 0, 3, 0, 0), Counts(answer));
        Assert.Single(await fixture.LogAsync($"schools/{old}"));
    }

    [Fact]
    public async Task Writes_nothing_when_it_only_validates()
    {
        V1.SuccessionRecord[] records = [Link(FreshUrn(), FreshUrn(), "Successor")];

        var asked = await StreamAsync(records, validateOnly: true);

        Assert.Equal(1, asked.CreatedCount);
        Assert.Equal(1, (await StreamAsync(records)).CreatedCount);
    }

    static (int Created, int Updated, int Unchanged, int Queued, int Rejected) Counts(
        V1.ImportSuccessionsResponse answer) =>
        (answer.CreatedCount, answer.UpdatedCount, answer.UnchangedCount, answer.QueuedCount, answer.RejectedCount);

    async Task<V1.ImportSuccessionsResponse> StreamAsync(
        IEnumerable<V1.SuccessionRecord> records, bool validateOnly = false)
    {
        using var call = fixture.Directory.ImportSuccessions();
        foreach (var part in records.Chunk(1000))
        {
            await call.RequestStream.WriteAsync(new() { Records = { part }, ValidateOnly = validateOnly });
        }

        await call.RequestStream.CompleteAsync();
        return await call;
    }
}

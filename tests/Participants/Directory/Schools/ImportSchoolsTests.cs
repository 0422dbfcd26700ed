using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class ImportSchoolsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Accepts_a_stream_of_several_messages()
    {
        V1.SchoolRecord[] records = [.. Enumerable.Range(0, 2500).Select(_ => Record())];

        var answer = await StreamAsync(records);

        Assert.Equal((2500, 0, 0, 0, 0), Counts(answer));
        Assert.Equal(records[^1].DisplayName, (await fixture.GetAsync(records[^1].Urn)).DisplayName);
    }

    [Fact]
    public async Task Changes_nothing_when_run_again()
    {
        V1.SchoolRecord[] records = [Record(), Record()];
        await StreamAsync(records);
        var before = await fixture.GetAsync(records[0].Urn);

        var answer = await StreamAsync(records);

        Assert.Equal((0, 0, 2, 0, 0), Counts(answer));
        Assert.Equal(before, await fixture.GetAsync(records[0].Urn));
        Assert.Single(await fixture.LogAsync(before.Name));
    }

    [Fact]
    public async Task Imports_the_valid_records_beside_invalid_ones()
    {
        var good = Record();

        var answer = await StreamAsync([Record("12"), good, Record(change: record => record.DisplayName = " ")]);

        Assert.Equal((1, 0, 0, 0, 2), Counts(answer));
        Assert.Equal(["URN", "EstablishmentName"], answer.RejectedRecords.Select(rejected => rejected.Column));
        await fixture.GetAsync(good.Urn);
    }

    [Fact]
    public async Task Stores_text_in_one_form()
    {
        var school = Record(change: record =>
        {
            record.DisplayName = "\uFEFF St\nAndre\u0301's\0 ";
            record.Address = new() { Town = "\u00A0York\u200B" };
        });

        var answer = await StreamAsync([school, Record(change: record => record.DisplayName = "\u3164\u200B")]);

        Assert.Equal((1, 0, 0, 0, 1), Counts(answer));
        var stored = await fixture.GetAsync(school.Urn);
        Assert.Equal(("St Andr\u00E9's", "York"), (stored.DisplayName, stored.Address.Town));
    }

    [Fact]
    public async Task Uses_the_first_of_two_records_of_a_school_in_different_messages()
    {
        var first = Record();
        var second = Record(first.Urn, record => (record.Line, record.DisplayName) = (2001, "Another"));

        var answer = await StreamAsync([first, .. Enumerable.Range(0, 1500).Select(_ => Record()), second]);

        var rejected = Assert.Single(answer.RejectedRecords);
        Assert.Equal((2001, "URN", first.Urn), (rejected.Line, rejected.Column, rejected.Value));
        Assert.Equal(first.DisplayName, (await fixture.GetAsync(first.Urn)).DisplayName);
    }

    [Fact]
    public async Task Writes_nothing_when_it_only_validates()
    {
        var record = Record();

        var answer = await StreamAsync([record], validateOnly: true);

        Assert.Equal(1, answer.CreatedCount);
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.GetAsync(record.Urn));
    }

    [Fact]
    public async Task Gives_the_first_answer_again_to_the_same_request()
    {
        var id = Guid.NewGuid().ToString();
        V1.SchoolRecord[] records = [Record()];
        await StreamAsync(records, requestId: id);

        var again = await StreamAsync(records, requestId: id);

        Assert.Equal(1, again.CreatedCount);
    }

    [Fact]
    public async Task Accepts_an_empty_stream()
    {
        var answer = await StreamAsync([]);

        Assert.Equal((0, 0, 0, 0, 0), Counts(answer));
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_the_stream_breaks_off()
    {
        var record = Record();
        using var call = fixture.Directory.ImportSchools();
        await call.RequestStream.WriteAsync(new() { Records = { record } });

        call.Dispose();

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => fixture.GetAsync(record.Urn));
        Assert.Equal(1, (await StreamAsync([record])).CreatedCount);
    }

    [Fact]
    public async Task Lists_rejected_records_up_to_a_limit_and_counts_all()
    {
        var answer = await StreamAsync(
            [.. Enumerable.Range(0, 10_001).Select(line => new V1.SchoolRecord { Line = line })]);

        Assert.Equal((10_000, 10_001), (answer.RejectedRecords.Count, answer.RejectedCount));
    }

    [Fact]
    public async Task Two_at_once_make_each_school_once()
    {
        V1.SchoolRecord[] records = [.. Enumerable.Range(0, 300).Select(_ => Record())];

        var answers = await Task.WhenAll(StreamAsync(records), StreamAsync(records));

        Assert.Equal(300, answers.Sum(answer => answer.CreatedCount));
        Assert.Equal(300, answers.Sum(answer => answer.UnchangedCount));
    }

    [Fact]
    public async Task Refuses_more_than_a_thousand_records_in_a_message()
    {
        using var call = fixture.Directory.ImportSchools();
        await call.RequestStream.WriteAsync(new() { Records = { Enumerable.Range(0, 1001).Select(_ => Record()) } });
        await call.RequestStream.CompleteAsync();

        await Refused.ForFieldAsync("records", async () => await call);
    }

    static (int Created, int Updated, int Unchanged, int Closed, int Rejected) Counts(
        V1.ImportSchoolsResponse answer) =>
        (answer.CreatedCount, answer.UpdatedCount, answer.UnchangedCount, answer.ClosedCount, answer.RejectedCount);

    async Task<V1.ImportSchoolsResponse> StreamAsync(
        IEnumerable<V1.SchoolRecord> records, bool validateOnly = false, string requestId = "")
    {
        using var call = fixture.Directory.ImportSchools();
        await call.RequestStream.SendAsync([
            new V1.ImportSchoolsRequest { ValidateOnly = validateOnly, RequestId = requestId },
            .. records.Chunk(1000).Select(part => new V1.ImportSchoolsRequest { Records = { part } }),
        ]);
        return await call;
    }
}

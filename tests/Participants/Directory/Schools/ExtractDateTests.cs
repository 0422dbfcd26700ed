using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;
using Phase = Mastery.Participants.V1.School.Types.Phase;
using Status = Mastery.Participants.V1.School.Types.Status;

namespace Mastery.Participants.Tests;

/// <summary>The newest source wins by its own day, and what a source does not say stays.</summary>
public sealed class ExtractDateTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task An_older_extract_does_not_reopen_a_closed_school()
    {
        var urn = FreshUrn();
        await ImportAsync("2025-01-09", Record(urn, record => record.Status = Status.Closed));

        var answer = await ImportAsync("2024-07-17", Record(urn));

        Assert.Equal((0, 1, 1), (answer.UpdatedCount, answer.UnchangedCount, answer.OutdatedCount));
        Assert.Equal(Status.Closed, (await fixture.GetAsync(urn)).Status);
    }

    [Fact]
    public async Task An_extract_of_the_same_day_corrects_what_was_imported()
    {
        var urn = FreshUrn();
        await ImportAsync("2025-01-09", Record(urn));

        await ImportAsync("2025-01-09", Record(urn, record => record.DisplayName = "Corrected"));

        Assert.Equal("Corrected", (await fixture.GetAsync(urn)).DisplayName);
    }

    [Fact]
    public async Task An_extract_that_changed_nothing_still_keeps_older_ones_out()
    {
        var urn = FreshUrn();
        await ImportAsync("2024-01-29", Record(urn));
        await ImportAsync("2025-01-09", Record(urn));

        await ImportAsync("2024-07-17", Record(urn, record => record.DisplayName = "For a while"));

        Assert.Equal("Outwood Grange Academy", (await fixture.GetAsync(urn)).DisplayName);
    }

    [Fact]
    public async Task Without_a_day_a_record_is_of_the_day_on_which_GIAS_changed_it()
    {
        var urn = FreshUrn();
        await fixture.ImportAsync(Record(urn, record =>
        {
            record.Status = Status.Closed;
            record.LastChangedDate = "2025-01-09";
        }));

        await fixture.ImportAsync(Record(urn, record => record.LastChangedDate = "2024-07-17"));

        Assert.Equal(Status.Closed, (await fixture.GetAsync(urn)).Status);
    }

    [Fact]
    public async Task What_a_file_of_three_columns_does_not_say_stays()
    {
        var before = await fixture.SchoolAsync(record => record.Ukprn = "10012345");

        var answer = await fixture.ImportAsync(
            new V1.SchoolRecord { Urn = before.Urn, DisplayName = "Renamed", Status = Status.Open });

        var after = await fixture.GetAsync(before.Urn);
        Assert.Equal(1, answer.UpdatedCount);
        Assert.Equal(
            ("Renamed", before.Phase, before.LocalAuthority, before.Ukprn, before.Type, before.Laestab),
            (after.DisplayName, after.Phase, after.LocalAuthority, after.Ukprn, after.Type, after.Laestab));
        Assert.True(after.StateFunded && after.Secondary);
    }

    [Fact]
    public async Task What_a_file_says_is_empty_is_cleared()
    {
        var before = await fixture.SchoolAsync(record => record.CloseDate = "2024-08-31");

        await fixture.ImportAsync(new V1.SchoolRecord
        {
            Urn = before.Urn,
            DisplayName = before.DisplayName,
            Status = Status.Open,
            CloseDate = "",
            LocalAuthority = new(),
        });

        var after = await fixture.GetAsync(before.Urn);
        Assert.Equal(("", null, ""), (after.CloseDate, after.LocalAuthority, after.Laestab));
    }

    [Fact]
    public async Task A_name_stays_with_the_same_code_and_goes_with_another()
    {
        var before = await fixture.SchoolAsync();
        V1.SchoolRecord Typed(string code) => new()
        {
            Urn = before.Urn,
            DisplayName = before.DisplayName,
            Status = Status.Open,
            Type = new() { Code = code },
        };

        await fixture.ImportAsync(Typed("34"));
        Assert.Equal(before.Type, (await fixture.GetAsync(before.Urn)).Type);

        await fixture.ImportAsync(Typed("11"));
        var after = await fixture.GetAsync(before.Urn);
        Assert.Equal(("11", "", false), (after.Type.Code, after.Type.DisplayName, after.StateFunded));
    }

    [Fact]
    public async Task Every_order_of_the_same_files_ends_in_the_same_state()
    {
        List<V1.School> ends = [];
        foreach (var order in Orders([0, 1, 2, 3]))
        {
            var urn = FreshUrn();
            foreach (var vintage in order)
            {
                var (day, record) = Vintage(vintage, urn);
                await ImportAsync(day, record);
            }

            ends.Add(Comparable(await fixture.GetAsync(urn)));
        }

        Assert.Equal(24, ends.Count);
        Assert.All(ends, end => Assert.Equal(ends[0], end));
        Assert.Equal(
            ("Renamed", Status.Closed, Phase.AllThrough, "WF3 3JG"),
            (ends[0].DisplayName, ends[0].Status, ends[0].Phase, ends[0].Address.Postcode));
    }

    [Fact]
    public async Task A_day_in_the_future_is_refused() =>
        await Refused.ForFieldAsync("extract_date", () => ImportAsync("2199-01-01", Record()));

    [Fact]
    public async Task A_childrens_centre_is_outside_and_no_fault()
    {
        var answer = await fixture.ImportAsync(Record("20003"), Record());

        Assert.Equal((1, 1, 0), (answer.CreatedCount, answer.OutsideCount, answer.RejectedCount));
    }

    // A whole extract, one that lacks most columns, one in which the school has closed, and a later list of postcodes.
    static (string Day, V1.SchoolRecord Record) Vintage(int vintage, string urn) => vintage switch
    {
        0 => ("2023-01-31", Record(urn, record => record.Address = new() { Town = "Wakefield", Postcode = "WF1 1AA" })),
        1 => ("2024-01-31", new() { Urn = urn, DisplayName = "Renamed", Status = Status.Closed }),
        2 => ("2023-06-30", Record(urn, record => record.Phase = Phase.AllThrough)),
        _ => ("2023-09-30", new()
        {
            Urn = urn,
            DisplayName = "Another name",
            Status = Status.ProposedToClose,
            Address = new() { Postcode = "WF3 3JG" },
        }),
    };

    static V1.School Comparable(V1.School school)
    {
        (school.Name, school.Urn, school.Etag, school.CreateTime, school.UpdateTime) = ("", "", "", null, null);
        return school;
    }

    static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(
            first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    async Task<V1.ImportSchoolsResponse> ImportAsync(string day, V1.SchoolRecord record) =>
        await fixture.Directory.BatchImportSchoolsAsync(new() { Records = { record }, ExtractDate = day });
}

using static Mastery.Participants.Tests.DirectoryFixture;
using static Mastery.Participants.Tests.TrustRows;

namespace Mastery.Participants.Tests;

public sealed class BatchImportTrustsTests(DirectoryFixture fixture)
{
    [Fact]
    public async Task Keeps_every_column()
    {
        var uid = FreshUid();

        var answer = await ImportAsync("2024-01-29", Trust(uid));

        var trust = await GetAsync(uid);
        Assert.Equal(1, answer.CreatedCount);
        Assert.Equal(
            ($"trusts/{uid}", uid, $"Ridings Learning Trust {uid}", "07654321", "10058001", "2012-04-01", ""),
            (trust.Name, trust.Uid, trust.DisplayName, trust.CompaniesHouseNumber, trust.Ukprn, trust.OpenDate,
                trust.CloseDate));
        Assert.Equal(
            (V1.Trust.Types.Type.MultiAcademy, V1.Trust.Types.Status.Open), (trust.Type, trust.Status));
    }

    [Fact]
    public async Task Changes_nothing_when_run_again()
    {
        var (uid, urn) = (FreshUid(), FreshUrn());
        V1.BatchImportTrustsRequest request = new()
        {
            Trusts = { Trust(uid) },
            Memberships = { Member(urn, uid) },
            ExtractDate = "2024-01-29",
        };
        await fixture.Directory.BatchImportTrustsAsync(request);

        var answer = await fixture.Directory.BatchImportTrustsAsync(request);

        Assert.Equal((0, 0, 2), (answer.CreatedCount, answer.UpdatedCount, answer.UnchangedCount));
        Assert.Single(await fixture.LogAsync($"trusts/{uid}"));
        Assert.Single(await fixture.LogAsync($"trusts/{uid}/memberships/{urn}"));
    }

    [Fact]
    public async Task Keeps_what_a_source_does_not_say_and_what_a_newer_one_has_said()
    {
        var uid = FreshUid();
        await ImportAsync("2024-01-29", Trust(uid));

        var partial = await ImportAsync(
            "2024-02-29", new V1.TrustRecord { Uid = uid, DisplayName = "Ridings Trust" });
        var older = await ImportAsync("2023-12-29", Trust(uid, trust => trust.Ukprn = "10099999"));

        var trust = await GetAsync(uid);
        Assert.Equal(("Ridings Trust", "10058001"), (trust.DisplayName, trust.Ukprn));
        Assert.Equal((1, 0, 1), (partial.UpdatedCount, older.UpdatedCount, older.OutdatedCount));
        Assert.Equal(["CREATED", "UPDATED"], (await fixture.LogAsync($"trusts/{uid}")).Select(change => change.Kind));
    }

    [Fact]
    public async Task Writes_nothing_when_it_only_validates()
    {
        var uid = FreshUid();
        V1.BatchImportTrustsRequest request = new() { Trusts = { Trust(uid) }, ValidateOnly = true };

        var answer = await fixture.Directory.BatchImportTrustsAsync(request);

        Assert.Equal(1, answer.CreatedCount);
        Assert.Equal(1, (await ImportAsync("2024-01-29", Trust(uid))).CreatedCount);
    }

    [Theory]
    [InlineData("UID", "")]
    [InlineData("UID", "TR00012")]
    [InlineData("Group Name", "")]
    [InlineData("Companies House Number", "1234567890")]
    [InlineData("UKPRN", "12")]
    [InlineData("Group Type (code)", "77")]
    [InlineData("Closed Date", "31/08/2024")]
    public async Task Rejects_an_invalid_record_and_imports_the_others(string column, string value)
    {
        var bad = Trust(FreshUid(), trust => Set(trust, column, value));

        var answer = await ImportAsync("2024-01-29", bad, Trust(FreshUid()));

        var rejected = Assert.Single(answer.RejectedRecords);
        Assert.Equal((1, 2, column, value), (answer.CreatedCount, rejected.Line, rejected.Column, rejected.Value));
    }

    [Theory]
    [InlineData("1", "Federation")]
    [InlineData("05", "School sponsor")]
    [InlineData("8", "Children's Centres Group")]
    [InlineData("", "Umbrella trust")]
    public async Task Counts_a_group_that_is_no_trust_as_outside(string code, string name)
    {
        var answer = await ImportAsync(
            "2024-01-29", Trust(FreshUid(), trust => trust.Type = new() { Code = code, DisplayName = name }));

        Assert.Equal((0, 0, 1), (answer.CreatedCount, answer.RejectedCount, answer.OutsideCount));
    }

    [Theory]
    [InlineData("2", V1.Trust.Types.Type.Foundation)]
    [InlineData("06", V1.Trust.Types.Type.MultiAcademy)]
    [InlineData("10", V1.Trust.Types.Type.SingleAcademy)]
    [InlineData("13", V1.Trust.Types.Type.SecureSingleAcademy)]
    public async Task Knows_every_type_of_trust(string code, V1.Trust.Types.Type type)
    {
        var uid = FreshUid();

        await ImportAsync("2024-01-29", Trust(uid, trust => trust.Type = new() { Code = code }));

        Assert.Equal(type, (await GetAsync(uid)).Type);
    }

    [Fact]
    public async Task Rejects_a_record_given_twice_and_a_group_of_which_nobody_knows_whether_it_is_a_trust()
    {
        var (uid, urn) = (FreshUid(), FreshUrn());
        V1.TrustMembershipRecord unknown = new() { Line = 9, Urn = urn, Trust = new() { Uid = FreshUid() } };

        var answer = await fixture.Directory.BatchImportTrustsAsync(new()
        {
            Trusts = { Trust(uid), Trust(uid) },
            Memberships = { Member(urn, uid), Member(urn, uid), unknown },
        });

        Assert.Equal((2, 3), (answer.CreatedCount, answer.RejectedCount));
        Assert.Equal([2, 3, 9], answer.RejectedRecords.Select(rejected => rejected.Line));
        Assert.Contains("import the groups file first", answer.RejectedRecords[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_a_school_that_joins_after_the_day_of_the_extract()
    {
        var answer = await fixture.Directory.BatchImportTrustsAsync(new()
        {
            Memberships = { Member(FreshUrn(), FreshUid(), "2024-02-01") },
            ExtractDate = "2024-01-29",
        });

        Assert.Equal("Joined date", Assert.Single(answer.RejectedRecords).Column);
    }

    [Fact]
    public async Task Makes_a_trust_of_what_an_establishment_file_says()
    {
        var uid = FreshUid();

        var school = await fixture.SchoolAsync(
            record => record.Trust = new() { Code = uid, DisplayName = "Outwood Grange Academies Trust" });

        var trust = await GetAsync(uid);
        Assert.Equal("Outwood Grange Academies Trust", trust.DisplayName);
        Assert.Equal(V1.Trust.Types.Type.Unspecified, trust.Type);
        Assert.Equal(uid, school.Trust.Code);
    }

    static void Set(V1.TrustRecord trust, string column, string value)
    {
        (trust.Uid, trust.DisplayName) =
            (column == "UID" ? value : trust.Uid, column == "Group Name" ? value : trust.DisplayName);
        trust.CompaniesHouseNumber = column == "Companies House Number" ? value : trust.CompaniesHouseNumber;
        trust.Ukprn = column == "UKPRN" ? value : trust.Ukprn;
        trust.CloseDate = column == "Closed Date" ? value : trust.CloseDate;
        trust.Type = column == "Group Type (code)" ? new() { Code = value } : trust.Type;
    }

    async Task<V1.ImportTrustsResponse> ImportAsync(string day, params IEnumerable<V1.TrustRecord> trusts) =>
        await fixture.Directory.BatchImportTrustsAsync(new() { Trusts = { trusts }, ExtractDate = day });

    async Task<V1.Trust> GetAsync(string uid) =>
        await fixture.Directory.GetTrustAsync(new() { Name = $"trusts/{uid}" });
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.TrustRows;

namespace Mastery.Participants.Tests;

public sealed class TrustVintageTests(VintageFixture fixture) : IClassFixture<VintageFixture>
{
    const string Urn = "136283";
    const string One = "16789";
    const string Other = "2044";

    [Fact]
    public async Task Any_order_of_establishment_and_link_files_ends_in_the_same_state()
    {
        Func<Task>[] files =
        [
            () => SchoolAsync("2022-03-01", One),
            () => LinksAsync("2023-03-01", Member(Urn, One), Member("100001", Other, "2019-01-01")),
            () => SchoolAsync("2024-01-15", Other),
            () => LinksAsync("2024-02-01", Member(Urn, Other, "2024-01-01"), Member("100001", Other, "2019-01-01")),
            () => LinksAsync("2024-09-01", Member("100001", Other, "2019-01-01", Closed)),
        ];
        List<IReadOnlyList<string>> states = [];
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            await fixture.ClearTrustsAsync();
            foreach (var file in order)
            {
                await files[file]();
                Assert.Equal(0, await fixture.TrustContradictionsAsync());
            }

            states.Add(await fixture.TrustStateAsync());
        }

        Assert.Equal(120, states.Count);
        Assert.All(states, state => Assert.Equal(states[0], state));
    }

    [Fact]
    public async Task A_complete_extract_ends_the_memberships_that_it_does_not_have()
    {
        await fixture.ClearTrustsAsync();
        await SchoolAsync("2024-01-15", One);
        await LinksAsync("2024-02-01", Member(Urn, One));

        var answer = await LinksAsync("2024-03-01", Member("100001", One));

        Assert.Equal((1, 1), (answer.EndedCount, answer.MovedCount));
        Assert.Equal(("2020-09-01", "2024-02-02"), await MembershipAsync());
        Assert.Equal("", await TrustOfSchoolAsync());
    }

    [Fact]
    public async Task An_extract_of_a_part_ends_nothing()
    {
        await fixture.ClearTrustsAsync();
        await LinksAsync("2024-02-01", Member(Urn, One));

        var answer = await LinksAsync("2024-03-01", complete: false, Member("100001", One));

        Assert.Equal(0, answer.EndedCount);
        Assert.Equal(("2020-09-01", ""), await MembershipAsync());
    }

    [Fact]
    public async Task The_newest_of_the_two_sources_tells_the_trust_of_a_school()
    {
        await fixture.ClearTrustsAsync();
        await SchoolAsync("2024-01-15", One);
        await LinksAsync("2024-02-01", Member(Urn, Other));
        var links = await TrustOfSchoolAsync();
        await SchoolAsync("2024-01-31", One);
        var older = await TrustOfSchoolAsync();
        await SchoolAsync("2024-02-02", One);
        var newer = await TrustOfSchoolAsync();
        await SchoolAsync("2024-02-03", "");

        Assert.Equal((Other, Other, One, ""), (links, older, newer, await TrustOfSchoolAsync()));
    }

    [Fact]
    public async Task A_closed_trust_has_no_schools()
    {
        await fixture.ClearTrustsAsync();
        await SchoolAsync("2024-01-15", One);

        var answer = await fixture.Directory.BatchImportTrustsAsync(
            new() { Trusts = { Trust(One, Closed) }, ExtractDate = "2024-09-01" });

        Assert.Equal((1, 1), (answer.EndedCount, answer.MovedCount));
        Assert.Equal(("", "2024-08-31"), await MembershipAsync());
        Assert.Equal("", await TrustOfSchoolAsync());
    }

    [Fact]
    public async Task Refuses_a_complete_extract_that_is_cut_off()
    {
        await fixture.ClearTrustsAsync();
        V1.TrustMembershipRecord[] all = [.. Enumerable.Range(100001, 200).Select(urn => Member($"{urn}", One))];
        await LinksAsync("2024-02-01", all);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.Incomplete,
            () => LinksAsync("2024-03-01", all[..50]));
    }

    static IEnumerable<int[]> Orders(int[] rest) => rest.Length == 0
        ? [[]]
        : rest.SelectMany(first => Orders([.. rest.Where(other => other != first)])
            .Select(order => (int[])[first, .. order]));

    async Task SchoolAsync(string day, string trust) => await fixture.Directory.BatchImportSchoolsAsync(new()
    {
        Records =
        {
            DirectoryFixture.Record(Urn, record => record.Trust =
                new() { Code = trust, DisplayName = trust.Length == 0 ? "" : $"Ridings Learning Trust {trust}" }),
        },
        ExtractDate = day,
    });

    Task<V1.ImportTrustsResponse> LinksAsync(string day, params V1.TrustMembershipRecord[] memberships) =>
        LinksAsync(day, complete: true, memberships);

    async Task<V1.ImportTrustsResponse> LinksAsync(
        string day, bool complete, params V1.TrustMembershipRecord[] memberships)
    {
        using var call = fixture.Directory.ImportTrusts();
        await call.RequestStream.WriteAsync(
            new() { Memberships = { memberships }, ExtractDate = day, Complete = complete });
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    async Task<(string Joined, string Left)> MembershipAsync()
    {
        var page = await fixture.Directory.ListTrustMembershipsAsync(
            new() { Parent = $"trusts/{One}", Filter = $"school = \"schools/{Urn}\"" });
        return (page.TrustMemberships[0].JoinDate, page.TrustMemberships[0].LeaveDate);
    }

    async Task<string> TrustOfSchoolAsync() =>
        (await fixture.Directory.GetSchoolAsync(new() { Name = $"schools/{Urn}" })).Trust?.Code ?? "";
}

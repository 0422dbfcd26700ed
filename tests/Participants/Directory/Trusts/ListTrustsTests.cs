using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.TrustRows;

namespace Mastery.Participants.Tests;

public sealed class ListTrustsTests(DirectoryFixture fixture)
{
    [Theory]
    [InlineData("display_name:\"quill learn*\" AND status = STATUS_OPEN", true)]
    [InlineData("display_name:\"quill\" AND status = STATUS_CLOSED", false)]
    [InlineData("display_name:\"quill\" AND companies_house_number = \"07654399\"", true)]
    [InlineData("display_name:\"quill\" AND ukprn = \"10058777\"", true)]
    [InlineData("display_name:\"quill\" AND type = TYPE_MULTI_ACADEMY", true)]
    public async Task Finds_by_words_state_type_and_numbers(string filter, bool found)
    {
        await ImportAsync(Trust("19999", trust =>
        {
            trust.DisplayName = "The Quill Learning Trust";
            trust.CompaniesHouseNumber = "07654399";
            trust.Ukprn = "10058777";
        }));

        var page = await fixture.Directory.ListTrustsAsync(new() { Filter = filter });

        Assert.Equal(found ? ["trusts/19999"] : [], page.Trusts.Select(trust => trust.Name));
    }

    [Fact]
    public async Task Pages_in_the_order_of_the_name()
    {
        var word = $"wharfe{FreshUid()}";
        await ImportAsync([.. "CAB".Select(letter =>
            Trust(FreshUid(), trust => trust.DisplayName = $"{letter} {word}"))]);
        V1.ListTrustsRequest request = new()
        {
            Filter = $"display_name:{word}",
            OrderBy = "display_name",
            PageSize = 2,
        };

        var first = await fixture.Directory.ListTrustsAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await fixture.Directory.ListTrustsAsync(request);

        Assert.Equal(
            [$"A {word}", $"B {word}", $"C {word}"],
            first.Trusts.Concat(second.Trusts).Select(trust => trust.DisplayName));
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public Task Answers_not_found_for_a_trust_that_no_file_has() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound,
        async () => await fixture.Directory.GetTrustAsync(new() { Name = "trusts/999999999" }));

    [Fact]
    public Task Answers_not_found_for_the_schools_of_one() => Refused.WithAsync(
        StatusCode.NotFound, ErrorReason.ResourceNotFound,
        async () => await fixture.Directory.ListTrustMembershipsAsync(new() { Parent = "trusts/999999999" }));

    [Fact]
    public async Task Lists_the_schools_of_a_day_and_the_trusts_of_a_school()
    {
        var (one, other) = (FreshUid(), FreshUid());
        var (stays, moves) = (await fixture.SchoolAsync(), await fixture.SchoolAsync());
        await MembersAsync("2023-06-01", Member(stays.Urn, one), Member(moves.Urn, one));
        await MembersAsync("2024-06-01", Member(stays.Urn, one), Member(moves.Urn, other, "2024-01-01"));

        Assert.Equal([stays.Name, moves.Name], await SchoolsAsync(one, "2023-12-31"));
        Assert.Equal([stays.Name], await SchoolsAsync(one, "2024-01-01"));
        Assert.Equal([moves.Name], await SchoolsAsync(other, "2024-01-01"));
        Assert.Empty(await SchoolsAsync(one, "2020-08-31"));
        var trusts = await fixture.Directory.ListTrustMembershipsAsync(
            new() { Parent = "trusts/-", Filter = $"school = \"{moves.Name}\"" });
        Assert.Equal(
            [(one, "2020-09-01", "2024-01-01"), (other, "2024-01-01", "")],
            trusts.TrustMemberships.Select(one => (one.Name.Split('/')[1], one.JoinDate, one.LeaveDate)));
        Assert.All(trusts.TrustMemberships, one => Assert.Equal(moves.DisplayName, one.SchoolDisplayName));
        Assert.Equal(trusts.TrustMemberships[0], await fixture.Directory.GetTrustMembershipAsync(
            new() { Name = trusts.TrustMemberships[0].Name }));
    }

    async Task<IEnumerable<string>> SchoolsAsync(string uid, string day) =>
        (await fixture.Directory.ListTrustMembershipsAsync(new() { Parent = $"trusts/{uid}", OnDate = day }))
            .TrustMemberships.Select(membership => membership.School);

    async Task ImportAsync(params V1.TrustRecord[] trusts) => await fixture.Directory.BatchImportTrustsAsync(
        new() { Trusts = { trusts }, ExtractDate = "2024-01-29" });

    async Task MembersAsync(string day, params V1.TrustMembershipRecord[] memberships) =>
        await fixture.Directory.BatchImportTrustsAsync(new() { Memberships = { memberships }, ExtractDate = day });
}

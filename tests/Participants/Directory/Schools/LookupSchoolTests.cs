using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using static Mastery.Participants.Tests.DirectoryFixture;
using Key = Mastery.Participants.V1.LookupSchoolResponse.Types.Key;

namespace Mastery.Participants.Tests;

public sealed class LookupSchoolTests(DirectoryFixture fixture)
{
    [Theory]
    [InlineData("299998", Key.Urn)]
    [InlineData("4984020", Key.Laestab)]
    [InlineData("498/4020", Key.Laestab)]
    [InlineData("498 4020", Key.Laestab)]
    [InlineData("18888888", Key.Ukprn)]
    public async Task Finds_it_and_names_the_kind_of_number(string number, Key key)
    {
        await fixture.ImportAsync(Record("299998", record =>
            (record.LocalAuthority.Code, record.EstablishmentNumber, record.Ukprn) = ("498", "4020", "18888888")));

        var found = await fixture.Directory.LookupSchoolAsync(new() { Number = number });

        Assert.Equal(("schools/299998", key), (Assert.Single(found.Schools).Name, found.Key));
    }

    [Fact]
    public async Task Puts_the_open_school_first_where_a_successor_took_the_number_over()
    {
        var authority = FreshAuthority();
        var open = Record(change: record => record.LocalAuthority.Code = authority);
        var closed = Record(
            change: record => (record.LocalAuthority.Code, record.Status) = (authority, V1.School.Types.Status.Closed));
        await fixture.ImportAsync(open, closed);

        var found = await fixture.Directory.LookupSchoolAsync(new() { Number = authority + "6905" });

        Assert.Equal([open.Urn, closed.Urn], found.Schools.Select(school => school.Urn));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("123456789")]
    [InlineData("38a/4020")]
    public Task Refuses_what_is_no_number_of_a_school(string number) =>
        Refused.ForFieldAsync(
            "number", async () => await fixture.Directory.LookupSchoolAsync(new() { Number = number }));

    [Fact]
    public Task Does_not_find_a_number_that_no_school_has() =>
        Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
        async () => await fixture.Directory.LookupSchoolAsync(new() { Number = "99999999" }));
}

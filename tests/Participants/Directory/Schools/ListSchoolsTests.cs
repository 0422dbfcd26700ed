using Mastery.Testing;
using Npgsql;
using static Mastery.Participants.Tests.DirectoryFixture;

namespace Mastery.Participants.Tests;

public sealed class ListSchoolsTests(DirectoryFixture fixture)
{
    [Theory]
    [InlineData("display_name:\"zwartberg\"")]
    [InlineData("display_name:\"PRIMARY zwartberg\"")]
    [InlineData("display_name:\"zwart*\"")]
    [InlineData("display_name:\"primary zwart*\"")]
    [InlineData("display_name:zwartberg AND status = OPEN")]
    [InlineData("display_name:zwartberg AND phase = PHASE_PRIMARY")]
    [InlineData("display_name:zwartberg AND secondary = false AND state_funded = true")]
    [InlineData("display_name = \"St Zwartberg's Primary\"")]
    [InlineData("display_name = \"St Zwart*\"")]
    [InlineData("hub = \"hubs/solent\" AND display_name:zwartberg")]
    [InlineData("trust.code = \"987654\"")]
    [InlineData("ukprn = \"19999999\"")]
    [InlineData("urn = \"299999\" OR urn = \"000001\"")]
    [InlineData("address.postcode = \"ZZ9 9ZZ\"")]
    [InlineData("address.postcode = \"ZZ9*\"")]
    [InlineData("address.postcode = \"zz99zz\"")]
    [InlineData("address.postcode = \" zz9  9ZZ \"")]
    [InlineData("address.postcode = \"zz99*\"")]
    [InlineData("address.postcode:\"99z\"")]
    [InlineData("address.town:zwartstad")]
    [InlineData("district.code = \"E07099999\"")]
    [InlineData("local_authority.code = \"499\"")]
    public async Task Finds_a_school_by(string filter)
    {
        await ZwartbergAsync();

        var response = await fixture.Directory.ListSchoolsAsync(new() { Filter = filter });

        Assert.Equal(["schools/299999"], response.Schools.Select(school => school.Name));
    }

    [Theory]
    [InlineData("display_name:\"St Kwaggas\"")]
    [InlineData("display_name:\"ST. KWAGGA'S\"")]
    [InlineData("display_name:\"st kwagga\u2019s\"")]
    [InlineData("display_name:\"st kwagga\"")]
    [InlineData("display_name:\"stratfeld upon aven\"")]
    [InlineData("display_name:\"Stratfeld-upon-Aven\"")]
    [InlineData("display_name:\"kwaggas ce\"")]
    [InlineData("display_name:\"kwaggas C.E.\"")]
    [InlineData("display_name:\"kwaggas infants\"")]
    [InlineData("display_name:\"Andre Kwaggas\"")]
    [InlineData("display_name:\"Andre\u0301 Kwaggas\"")]
    [InlineData("display_name = \"st kwaggas stratfeld*\"")]
    [InlineData("display_name = \"St. Kwagga*\"")]
    [InlineData("display_name:\"kwaggas strat*\"")]
    [InlineData("address.town:\"kwaggas strand\"")]
    [InlineData("address.town = \"kwaggas-*\"")]
    public async Task Finds_a_name_however_it_is_written(string filter)
    {
        await fixture.ImportAsync(Record("299998", record =>
        {
            record.DisplayName = "St. Kwagga's Stratfeld-upon-Aven C.E. Primary/Infants Andr\u00E9";
            record.Address = new() { Town = "Kwagga's Strand" };
        }));

        var response = await fixture.Directory.ListSchoolsAsync(new() { Filter = filter });

        Assert.Equal(["schools/299998"], response.Schools.Select(school => school.Name));
    }

    [Theory]
    [InlineData("display_name_words @@ 'zwartberg'::tsquery")]
    [InlineData("fold(display_name) ^@ fold('St. Zwart')")]
    [InlineData("fold(town) ^@ fold('Zwart-')")]
    [InlineData("fold_postcode(postcode) = fold_postcode('zz9 9zz')")]
    [InlineData("fold_postcode(postcode) ^@ fold_postcode('zz9')")]
    public async Task Finds_a_folded_text_by_an_index(string condition)
    {
        await using var connection = await fixture.Service.Database.OpenAsOwnerAsync();
        await using var explain = new NpgsqlCommand(
            $"SET enable_seqscan = off; EXPLAIN SELECT urn FROM school WHERE {condition}", connection);

        await using var plan = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);

        List<string> lines = [];
        while (await plan.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(plan.GetString(0));
        }

        Assert.Contains(lines, line => line.Contains("Index Cond", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("display_name:\"zwart\"")]
    [InlineData("display_name:\"zwartberg infant\"")]
    [InlineData("display_name:\"'!&|\"")]
    [InlineData("display_name:\"*\" AND urn = \"000000\"")]
    [InlineData("trust.code = \"987654\" AND status = CLOSED")]
    public async Task Finds_nothing_by(string filter)
    {
        await ZwartbergAsync();

        var response = await fixture.Directory.ListSchoolsAsync(new() { Filter = filter });

        Assert.Empty(response.Schools);
    }

    [Theory]
    [InlineData("urn")]
    [InlineData("display_name desc")]
    [InlineData("update_time")]
    public async Task Pages_through_all_of_a_local_authority_once(string order)
    {
        var authority = FreshAuthority();
        V1.SchoolRecord[] records = [.. Enumerable.Range(0, 7).Select(number => Record(change: record =>
            (record.LocalAuthority.Code, record.DisplayName) = (authority, $"School {number % 3}")))];
        await fixture.ImportAsync(records);

        var found = await AllAsync(
            new() { Filter = $"local_authority.code = \"{authority}\"", OrderBy = order, PageSize = 3 });

        Assert.Equal(records.Select(record => record.Urn).Order(), found.Select(school => school.Urn).Order());
    }

    [Fact]
    public Task Refuses_a_phase_that_there_is_none_of() =>
        Refused.ForFieldAsync(
            "filter", async () => await fixture.Directory.ListSchoolsAsync(new() { Filter = "phase = KINDERGARTEN" }));

    async Task ZwartbergAsync()
    {
        await fixture.ImportAsync(Record("299999", record =>
        {
            record.DisplayName = "St Zwartberg's Primary";
            record.Phase = V1.School.Types.Phase.Primary;
            record.LocalAuthority.Code = "499";
            record.District = new() { Code = "E07099999" };
            record.Trust = new() { Code = "987654" };
            record.Ukprn = "19999999";
            record.Address = new() { Town = "Zwartstad", Postcode = "ZZ9 9ZZ" };
        }));
        await fixture.Directory.AssignSchoolHubAsync(
            new() { Name = "schools/299999", Hub = "hubs/solent", Reason = "It asked." });
    }

    async Task<IReadOnlyList<V1.School>> AllAsync(V1.ListSchoolsRequest request)
    {
        List<V1.School> found = [];
        do
        {
            var page = await fixture.Directory.ListSchoolsAsync(request);
            found.AddRange(page.Schools);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }
}

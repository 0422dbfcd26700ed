using Mastery.ServiceDefaults;
using Npgsql;
using NpgsqlTypes;

namespace Mastery.Participants;

/// <summary>Copies the schools of an import into a temporary table as they arrive, so that the service never holds a
/// whole import in memory.</summary>
static class SchoolStaging
{
    /// <summary>In the order in which a row is written: texts, dates, numbers.</summary>
    const string Columns = """
        urn, display_name, local_authority_code, local_authority_name, establishment_number, ukprn, type_code,
        type_name, type_group_code, type_group_name, status, phase, trust_code, trust_name, street, locality, town,
        postcode, region_code, region_name, district_code, district_name, open_date, close_date, last_changed_date,
        statutory_low_age, statutory_high_age
        """;

    /// <summary>Copies the valid records into <c>school_stage</c>, each with the day of its source and what it says. Of
    /// two with the same URN, the first is used.</summary>
    /// <returns>How many were copied.</returns>
    public static async Task<int> CopyAsync(NpgsqlConnection connection, IAsyncEnumerable<DatedRecord> records,
        ExtractDate dates, Rejections rejections, CancellationToken cancellation)
    {
        await using (var create = new NpgsqlCommand($"""
            CREATE TEMP TABLE school_stage ON COMMIT DROP AS
            SELECT {Columns}, NULL::date AS as_of, 0 AS said FROM school WITH NO DATA
            """, connection))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        HashSet<string> seen = [];
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY school_stage ({Columns}, as_of, said) FROM STDIN (FORMAT binary)", cancellation);
        await foreach (var (record, day) in records.WithCancellation(cancellation))
        {
            if (Accept(record, seen, rejections) is { } school)
            {
                await copy.StartRowAsync(cancellation);
                await WriteAsync(copy, school, cancellation);
                await copy.WriteAsync(day ?? dates.Of(school), NpgsqlDbType.Date, cancellation);
                await copy.WriteAsync(SchoolFacts.Said(record), NpgsqlDbType.Integer, cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
        return seen.Count;
    }

    static School? Accept(V1.SchoolRecord record, HashSet<string> seen, Rejections rejections)
    {
        if (ImportedRecord.IsOutside(record.Urn))
        {
            rejections.Outside++;
            return null;
        }

        var read = new ImportedRecord(record.Line);
        var school = SchoolRecord.Read(record, read);
        if (read.Rejection is null && !seen.Add(school.Urn))
        {
            read.Reject("URN", school.Urn, "was given by an earlier record, which stands: remove one of the two");
        }

        if (read.Rejection is not { } rejection)
        {
            return school;
        }

        rejections.Add(rejection);
        return null;
    }

    static async Task WriteAsync(NpgsqlBinaryImporter copy, School school, CancellationToken cancellation)
    {
        foreach (var text in Texts(school))
        {
            await copy.WriteAsync(text, NpgsqlDbType.Text, cancellation);
        }

        await WriteAsync(copy, school.OpenDate, cancellation);
        await WriteAsync(copy, school.CloseDate, cancellation);
        await WriteAsync(copy, school.LastChangedDate, cancellation);
        await copy.WriteAsync(school.StatutoryLowAge, NpgsqlDbType.Smallint, cancellation);
        await copy.WriteAsync(school.StatutoryHighAge, NpgsqlDbType.Smallint, cancellation);
    }

    static Task WriteAsync(NpgsqlBinaryImporter copy, DateOnly? day, CancellationToken cancellation) => day is { } known
        ? copy.WriteAsync(known, NpgsqlDbType.Date, cancellation)
        : copy.WriteNullAsync(cancellation);

    static string[] Texts(School school) =>
    [
        school.Urn,
        school.DisplayName,
        school.LocalAuthorityCode,
        school.LocalAuthorityName,
        school.EstablishmentNumber,
        school.Ukprn, school.TypeCode, school.TypeName, school.TypeGroupCode, school.TypeGroupName,
        Enums.Text(school.Status), Enums.Text(school.Phase), school.TrustCode, school.TrustName, school.Street,
        school.Locality, school.Town, school.Postcode, school.RegionCode, school.RegionName,
        school.DistrictCode, school.DistrictName,
    ];
}

/// <summary>A record of an import with the day of its source, if the source has one.</summary>
public readonly record struct DatedRecord(V1.SchoolRecord Record, DateOnly? Day);

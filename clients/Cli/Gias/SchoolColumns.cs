namespace Mastery.Cli.Gias;

/// <summary>The columns taken from a GIAS establishment file. Head teachers and telephones are not among
/// them.</summary>
sealed class SchoolColumns(GiasTable table)
{
    /// <summary>What a file must have to be one of schools.</summary>
    public static readonly string[][] Core =
    [
        ["URN"],
        ["EstablishmentName"],
        ["EstablishmentStatus (code)", "EstablishmentStatus (name)"],
    ];

    public Column Urn { get; } = table.Column("URN");
    public Column Name { get; } = table.Column("EstablishmentName");
    public Column StatusCode { get; } = table.Column("EstablishmentStatus (code)");
    public Column StatusName { get; } = table.Column("EstablishmentStatus (name)");
    public Column AuthorityCode { get; } = table.Column("LA (code)");
    public Column AuthorityName { get; } = table.Column("LA (name)");
    public Column Number { get; } = table.Column("EstablishmentNumber");
    public Column Ukprn { get; } = table.Column("UKPRN");
    public Column TypeCode { get; } = table.Column("TypeOfEstablishment (code)");
    public Column TypeName { get; } = table.Column("TypeOfEstablishment (name)");
    public Column GroupCode { get; } = table.Column("EstablishmentTypeGroup (code)");
    public Column GroupName { get; } = table.Column("EstablishmentTypeGroup (name)");
    public Column Opened { get; } = table.Column("OpenDate");
    public Column Closed { get; } = table.Column("CloseDate");
    public Column PhaseCode { get; } = table.Column("PhaseOfEducation (code)");
    public Column PhaseName { get; } = table.Column("PhaseOfEducation (name)");
    public Column LowAge { get; } = table.Column("StatutoryLowAge");
    public Column HighAge { get; } = table.Column("StatutoryHighAge");
    public Column TrustCode { get; } = table.Column("Trusts (code)");
    public Column TrustName { get; } = table.Column("Trusts (name)");
    public Column Street { get; } = table.Column("Street");
    public Column Locality { get; } = table.Column("Locality");
    public Column Town { get; } = table.Column("Town");
    public Column Postcode { get; } = table.Column("Postcode");
    public Column RegionCode { get; } = table.Column("GOR (code)");
    public Column RegionName { get; } = table.Column("GOR (name)");
    public Column DistrictCode { get; } = table.Column("DistrictAdministrative (code)");
    public Column DistrictName { get; } = table.Column("DistrictAdministrative (name)");
    public Column Changed { get; } = table.Column("LastChangedDate");
}

namespace Mastery.Participants;

/// <summary>Reads a school from a record of an import; what is derived is not set. Rejections name the columns as GIAS
/// does.</summary>
static class SchoolRecord
{
    const int LongestName = 300;
    const int LongestLine = 200;

    /// <summary>The school of <paramref name="record"/>, which is valid only if <paramref name="read"/> has no
    /// rejection.</summary>
    public static School Read(V1.SchoolRecord record, ImportedRecord read)
    {
        var school = new School
        {
            Urn = read.Urn("URN", record.Urn),
            DisplayName = read.Required("EstablishmentName", record.DisplayName, LongestName),
            LocalAuthorityCode = read.Digits("LA (code)", record.LocalAuthority?.Code ?? "", 3, pad: true),
            LocalAuthorityName = read.Text("LA (name)", record.LocalAuthority?.DisplayName ?? "", LongestName),
            EstablishmentNumber = read.Digits("EstablishmentNumber", record.EstablishmentNumber, 4, pad: true),
            Ukprn = read.Digits("UKPRN", record.Ukprn, 8),
            Status = Status(record, read),
            OpenDate = read.Day("OpenDate", record.OpenDate),
            CloseDate = read.Day("CloseDate", record.CloseDate),
            LastChangedDate = read.Day("LastChangedDate", record.LastChangedDate),
        };
        return Kinds(Place(school, record, read), record, read);
    }

    static V1.School.Types.Status Status(V1.SchoolRecord record, ImportedRecord read)
    {
        var status = read.Choice("EstablishmentStatus (code)", record.Status);
        if (status == V1.School.Types.Status.Unspecified)
        {
            read.Reject("EstablishmentStatus (code)", "", "is missing or unknown: it says whether the school is open");
        }

        return Enum.IsDefined(status) ? status : V1.School.Types.Status.Unspecified;
    }

    static School Place(School school, V1.SchoolRecord record, ImportedRecord read) => school with
    {
        TrustCode = read.Code("Trusts (code)", record.Trust),
        TrustName = read.Text("Trusts (name)", record.Trust?.DisplayName ?? "", LongestName),
        Street = read.Text("Street", record.Address?.Street ?? "", LongestLine),
        Locality = read.Text("Locality", record.Address?.Locality ?? "", LongestLine),
        Town = read.Text("Town", record.Address?.Town ?? "", LongestLine),
        Postcode = read.Text("Postcode", record.Address?.Postcode ?? "", LongestLine),
        RegionCode = read.Code("GOR (code)", record.Region),
        RegionName = read.Text("GOR (name)", record.Region?.DisplayName ?? "", LongestName),
        DistrictCode = read.Code("DistrictAdministrative (code)", record.District),
        DistrictName = read.Text("DistrictAdministrative (name)", record.District?.DisplayName ?? "", LongestName),
    };

    static School Kinds(School school, V1.SchoolRecord record, ImportedRecord read)
    {
        var phase = read.Choice("PhaseOfEducation (code)", record.Phase);
        return school with
        {
            TypeCode = read.Code("TypeOfEstablishment (code)", record.Type),
            TypeName = read.Text("TypeOfEstablishment (name)", record.Type?.DisplayName ?? "", LongestName),
            TypeGroupCode = read.Code("EstablishmentTypeGroup (code)", record.TypeGroup),
            TypeGroupName = read.Text(
                "EstablishmentTypeGroup (name)", record.TypeGroup?.DisplayName ?? "", LongestName),
            Phase = Enum.IsDefined(phase) ? phase : V1.School.Types.Phase.Unspecified,
            StatutoryLowAge = read.Age("StatutoryLowAge", record.StatutoryLowAge),
            StatutoryHighAge = read.Age("StatutoryHighAge", record.StatutoryHighAge),
        };
    }
}

using Mastery.Mis.Tables;

namespace Mastery.Mis.Census;

/// <summary>A member of the workforce as far as the programme asks.</summary>
sealed class CensusMember
{
    /// <summary>Where it begins.</summary>
    public int Line { get; init; }

    public SourceCell Trn { get; set; }

    public SourceCell FamilyName { get; set; }

    public SourceCell GivenName { get; set; }

    public List<SourceCell> FormerFamilyNames { get; } = [];

    public List<SourceCell> Subjects { get; } = [];

    public List<CensusContract> Contracts { get; } = [];

    /// <summary>Sets what an element says; others say nothing that is read.</summary>
    /// <param name="place">The element and the one around it: <c>StaffDetails/TeacherNumber</c>.</param>
    /// <param name="value">Its text.</param>
    public void Set(string place, SourceCell value)
    {
        switch (place)
        {
            case "StaffDetails/TeacherNumber":
                Trn = value;
                break;
            case "StaffMemberName/PersonFamilyName":
                FamilyName = value;
                break;
            case "GivenName/PersonGivenName" when GivenName.IsEmpty:
                GivenName = value;
                break;
            case "FormerFamilyNames/PersonFamilyName" or "FormerFamilyName/PersonFamilyName":
                FormerFamilyNames.Add(value);
                break;
            case "Curriculum/SubjectCode" or "Curriculum/Subject" or "CurriculumTaught/SubjectCode":
                Subjects.Add(value);
                break;
            default:
                Contracts.LastOrDefault()?.Set(place, value);
                break;
        }
    }
}

/// <summary>A contract of a member of the workforce.</summary>
sealed class CensusContract
{
    public SourceCell Start { get; private set; }

    public SourceCell Arrival { get; private set; }

    public SourceCell End { get; private set; }

    public string Authority { get; private set; } = "";

    public string Establishment { get; private set; } = "";

    public List<string> Codes { get; } = [];

    public void Set(string place, SourceCell value)
    {
        switch (place)
        {
            case "ContractOrService/ContractStart":
                Start = value;
                break;
            case "ContractOrService/SchoolArrivalDate":
                Arrival = value;
                break;
            case "ContractOrService/ContractEnd":
                End = value;
                break;
            case "ContractOrService/LEA":
                Authority = value.Text;
                break;
            case "ContractOrService/Estab":
                Establishment = value.Text;
                break;
            case "ContractOrService/Post" or "Role/RoleIdentifier":
                Codes.Add(value.Text);
                break;
        }
    }
}

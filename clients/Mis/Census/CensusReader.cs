using System.Xml;
using Mastery.Mis.Files;
using Mastery.Mis.Tables;

namespace Mastery.Mis.Census;

/// <summary>Reads a School Workforce Census element by element. Only the elements named here become text.</summary>
sealed class CensusReader(SourceFile file)
{
    const string Member = "SchoolWorkforceMember";
    const int Deepest = 32;

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true, CloseInput = true,
    };

    static readonly HashSet<string> Places =
    [
        "Source/LEA", "Source/Estab", "CollectionDetails/Collection", "StaffDetails/TeacherNumber",
        "StaffMemberName/PersonFamilyName", "GivenName/PersonGivenName", "FormerFamilyNames/PersonFamilyName",
        "FormerFamilyName/PersonFamilyName", "Curriculum/SubjectCode", "Curriculum/Subject",
        "CurriculumTaught/SubjectCode", "ContractOrService/ContractStart", "ContractOrService/SchoolArrivalDate",
        "ContractOrService/ContractEnd", "ContractOrService/LEA", "ContractOrService/Estab", "ContractOrService/Post",
        "Role/RoleIdentifier",
    ];

    readonly string[] _path = new string[Deepest];

    /// <summary>The local authority of the file.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>The establishment of the file; empty where an authority made it for all of its schools.</summary>
    public string Establishment { get; private set; } = "";

    /// <summary>Whether the header calls it a School Workforce Census.</summary>
    public bool IsCensus { get; private set; }

    /// <summary>The members, one after another.</summary>
    /// <exception cref="StaffSourceException">The file is not whole XML.</exception>
    public IEnumerable<CensusMember> Members()
    {
        using var reader = XmlReader.Create(file.Open(), Settings);
        CensusMember? member = null;
        while (Parsed(reader.Read))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    member = Begin(reader, member);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    Take(reader, member);
                    break;
                case XmlNodeType.EndElement when reader.LocalName == Member && member is not null:
                    yield return member;
                    member = null;
                    break;
            }
        }
    }

    CensusMember? Begin(XmlReader reader, CensusMember? member)
    {
        if (reader.Depth >= Deepest)
        {
            throw new StaffSourceException($"{file.Name} is nested too deep to be a workforce census.");
        }

        _path[reader.Depth] = reader.LocalName;
        if (reader.LocalName == "ContractOrService")
        {
            member?.Contracts.Add(new());
        }

        return reader.LocalName == Member ? new() { Line = LineOf(reader) } : member;
    }

    void Take(XmlReader reader, CensusMember? member)
    {
        var place = reader.Depth > 1 ? $"{_path[reader.Depth - 2]}/{_path[reader.Depth - 1]}" : "";
        if (Places.Contains(place))
        {
            var column = _path[reader.Depth - 1];
            Set(member, place, new(CellText.Clean(Parsed(() => reader.Value)), file.Name, LineOf(reader), column));
        }
    }

    void Set(CensusMember? member, string place, SourceCell value)
    {
        switch (place)
        {
            case "Source/LEA":
                Authority = value.Text;
                break;
            case "Source/Estab":
                Establishment = value.Text;
                break;
            case "CollectionDetails/Collection":
                IsCensus = value.Text.Contains("Workforce", StringComparison.OrdinalIgnoreCase);
                break;
            default:
                member?.Set(place, value);
                break;
        }
    }

    static int LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    T Parsed<T>(Func<T> next)
    {
        try
        {
            return next();
        }
        catch (XmlException exception)
        {
            var line = exception.LineNumber > 0 ? $", line {exception.LineNumber}" : "";
            throw new StaffSourceException($"{file.Name}{line}: the file is not whole XML, or has a document type, "
                + "which a census never has. Export it again.", exception);
        }
    }
}

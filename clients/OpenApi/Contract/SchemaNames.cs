using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.OpenApi.Contract;

/// <summary>The names of messages and enums in the document: without their package where that is enough.</summary>
static class SchemaNames
{
    static readonly HashSet<string> Ambiguous =
    [
        .. ContractIndex.Messages.Concat<DescriptorBase>(ContractIndex.EnumsIn([.. ContractIndex.Files]))
            .GroupBy(Short).Where(same => same.Count() > 1).Select(same => same.Key),
    ];

    /// <summary><c>mastery.participants.v1.Participant.Specialist</c> is <c>ParticipantSpecialist</c>.</summary>
    public static string Of(DescriptorBase type)
    {
        var name = Short(type);
        return Ambiguous.Contains(name) ? Words.Pascal(type.File.Package.Split('.')[1]) + name : name;
    }

    static string Short(DescriptorBase type) =>
        type.FullName[(type.File.Package.Length + 1)..].Replace(".", "", StringComparison.Ordinal);
}

using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests;

/// <summary>Where personal fields are: <c>ExportParticipantData</c> and erasures find what is in a resource, because
/// every change of a resource is in the change log.</summary>
public sealed class PersonalFieldTests
{
    /// <summary>Messages with personal fields that are part of no resource, and why an export has what they
    /// say.</summary>
    static readonly string[] Elsewhere =
    [
        // Computed from resources when it is asked for, and kept nowhere.
        "mastery.development_plans.v1.PlanCoverage.Person",
        "mastery.development_plans.v1.WorkGroupPlans.Exchange",
        // Kept beside the log: SubjectStore reads both.
        "mastery.participants.v1.RosterSyncEffect",
        "mastery.participants.v1.RosterSyncEffect.FieldChange",
        "mastery.participants.v1.StaffRecord",
        "mastery.participants.v1.StaffRecord.Post",
    ];

    [Fact]
    public void Are_in_resources_in_requests_or_where_exports_look_for_them()
    {
        var resources = ContractIndex.Resources.SelectMany(resource => Reachable(resource.Message, [])).ToHashSet();
        var requests = ContractIndex.Methods.Select(method => method.Descriptor.InputType).ToHashSet();

        var others = ContractIndex.Messages
            .Where(message => message.Fields.InDeclarationOrder().Any(field => ContractField.Of(field).Personal))
            .Where(message => !resources.Contains(message) && !requests.Contains(message))
            .Select(message => message.FullName);

        Assert.Equal(Elsewhere.Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
    }

    /// <summary>Exports ask Participants and DevelopmentPlans: no other service may name people.</summary>
    [Fact]
    public void Of_people_are_in_the_two_services_that_exports_ask()
    {
        var naming = ContractIndex.Resources.Where(resource => Reachable(resource.Message, [])
            .Any(message => message.Fields.InDeclarationOrder()
                .Any(field => ContractField.Of(field).Type == "mastery.services/Participant")));

        Assert.Equal(["mastery.development_plans.v1", "mastery.participants.v1"],
            naming.Select(resource => resource.Message.File.Package).Distinct().Order(StringComparer.Ordinal));
    }

    static IEnumerable<MessageDescriptor> Reachable(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        seen.Add(message)
            ? message.Fields.InDeclarationOrder().Where(field => field.FieldType is FieldType.Message)
                .SelectMany(field => Reachable(field.MessageType, seen)).Prepend(message)
            : [];
}

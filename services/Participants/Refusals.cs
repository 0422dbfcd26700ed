using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;

namespace Mastery.Participants;

/// <summary>Errors that several resources have in common.</summary>
static class Refusals
{
    /// <summary>Other resources refer to the one that shall be deleted.</summary>
    /// <param name="name">The resource to delete.</param>
    /// <param name="children">The kinds of resources that refer to it, each with the name of one.</param>
    /// <param name="remedy">What the caller can do instead.</param>
    public static ApiError HasChildren(
        string name, IReadOnlyList<(string Kind, string Example)> children, string remedy) =>
        ApiError.Precondition(ErrorReason.HasChildren, $"'{name}' is still referred to: {remedy}.",
            children.Select(child => (child.Kind, child.Example, $"'{child.Example}' refers to it.")));

    /// <summary>A field refers to something that is not there or cannot be used.</summary>
    public static ApiError Reference(string field, string name, string description) =>
        ApiError.Precondition(ErrorReason.ReferenceInvalid, "REFERENCE", name, $"{field}: '{name}' {description}.");

    /// <summary>A TRN is that of somebody whom the caller does not see: it learns that much, and of nobody.</summary>
    public static ApiError TrnInUse() => ApiError.Of(
        StatusCode.AlreadyExists, ErrorReason.ResourceExists,
        "This Teacher Reference Number is in use in the hub already: check the number, then ask the hub.", null,
        new ResourceInfo { ResourceType = Participant.Type, Description = "participant.trn" });

    /// <summary>The resource went to another hub with its department.</summary>
    public static ApiError Moved(string name, string movedTo) => ApiError.Precondition(
        ErrorReason.Moved, "MOVED", name,
        $"'{name}' went to another hub with its department, as '{movedTo}': that hub changes it now.",
        new Dictionary<string, string> { ["moved_to"] = movedTo });

    /// <summary>Several fields, or elements of one, refer to what is not there.</summary>
    public static ApiError References(IReadOnlyList<(string Field, string Name)> missing) =>
        ApiError.Precondition(
            ErrorReason.ReferenceInvalid, $"{missing[0].Field}: '{missing[0].Name}' does not exist in this hub.",
            missing.Select(
                reference => (
                    "REFERENCE",
                    reference.Name,
                    $"{reference.Field}: '{reference.Name}' does not exist in this hub.")));
}

using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace Mastery.Testing;

/// <summary>The standard methods in a resource's contract, and calls to them by their descriptors.</summary>
sealed class ResourceContract(MessageDescriptor resource)
{
    // Fields that a caller must set, or cannot set.
    static readonly FieldBehavior[] NeverAbsent =
        [FieldBehavior.OutputOnly, FieldBehavior.Immutable, FieldBehavior.Required];

    readonly ResourceDescriptor _description = resource.GetOptions().GetExtension(ResourceExtensions.Resource);

    /// <summary>The pattern of its names.</summary>
    public string Pattern => _description.Pattern[0];

    /// <summary>Whether it belongs to one hub, and is hidden from others.</summary>
    public bool HubOwned => Pattern.StartsWith("hubs/{hub}/", StringComparison.Ordinal);

    public MethodDescriptor? Get => Method($"Get{resource.Name}");

    public MethodDescriptor? List => Method($"List{Plural}");

    public MethodDescriptor? Create => Method($"Create{resource.Name}");

    public MethodDescriptor? Update => Method($"Update{resource.Name}");

    public MethodDescriptor? Delete => Method($"Delete{resource.Name}");

    /// <summary>The optional messages of the resource that a mask can write in part, each with such a part and another
    /// that it requires.</summary>
    public IReadOnlyList<(FieldDescriptor Message, FieldDescriptor Part, FieldDescriptor Required)>
        PartialMessages
    { get; } =
        [
            .. from message in resource.Fields.InDeclarationOrder()
               where message is { FieldType: FieldType.Message, IsRepeated: false }
                   && message.MessageType.File.Package != "google.protobuf"
                   && !Behaviours(message).Intersect(NeverAbsent).Any()
               let parts = message.MessageType.Fields.InDeclarationOrder()
               let required = parts.FirstOrDefault(part => Behaviours(part).Contains(FieldBehavior.Required))
               where required is not null && parts.Count > 1
               select (message, parts.First(part => part != required), required),
        ];

    string Plural => char.ToUpperInvariant(_description.Plural[0]) + _description.Plural[1..];

    /// <summary>The field that holds the resource in a Create or Update request.</summary>
    public string FieldIn(MethodDescriptor method) =>
        method.InputType.Fields.InDeclarationOrder()
            .Single(field => field.FieldType == FieldType.Message && field.MessageType == resource).Name;

    /// <summary>The field of a Create request for the id, where the contract has one.</summary>
    public string IdField => $"{Snake(_description.Singular)}_id";

    /// <summary>A request with some of its fields set; skips the test where the contract has no such method.</summary>
    public static IMessage Request(MethodDescriptor? method, params (string Field, object? Value)[] fields)
    {
        Assert.SkipWhen(method is null, "The contract has no such method.");
        var request = Messages.Empty(method!.InputType);
        foreach (var (field, value) in fields)
        {
            if (value is not null)
            {
                Messages.Set(request, field, value);
            }
        }

        return request;
    }

    /// <summary>Skips the test where the method's request has no such field.</summary>
    public static void NeedsField(MethodDescriptor? method, string field) =>
        Assert.SkipWhen(method?.InputType.FindFieldByName(field) is null, $"The contract has no `{field}` here.");

    /// <summary>Calls a method.</summary>
    public static Task<IMessage> CallAsync(ChannelBase channel, MethodDescriptor? method, IMessage request) =>
        MethodCall.SendAsync(channel.CreateCallInvoker(), method!, request);

    /// <summary>The resources and the token of the next page in a List response.</summary>
    public (IReadOnlyList<IMessage> Rows, string Next) Page(IMessage response)
    {
        var rows = response.Descriptor.Fields.InDeclarationOrder()
            .Single(field => field.IsRepeated && field.FieldType == FieldType.Message && field.MessageType == resource);
        return (
            [.. ((IEnumerable)rows.Accessor.GetValue(response)).Cast<IMessage>()],
            Messages.Text(response, "next_page_token"));
    }

    static string Snake(string name) =>
        string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));

    static RepeatedField<FieldBehavior> Behaviours(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];

    MethodDescriptor? Method(string name) =>
        ContractScopes.Files
            .Where(file => file.Package == resource.File.Package)
            .SelectMany(file => file.Services)
            .Select(service => service.FindMethodByName(name))
            .SingleOrDefault(method => method is not null);
}

using Google.Api;
using Google.Protobuf.Reflection;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>A message with fields that need a scope of their own says which of them it withholds.</summary>
public sealed class WithheldFieldsTests
{
    [Fact]
    public void Are_in_every_message_with_fields_that_need_a_scope()
    {
        List<MessageDescriptor> scoped = [.. ContractIndex.Messages.Where(message =>
            message.Fields.InDeclarationOrder().Any(field => ContractField.Of(field).Scope.Length > 0))];

        Assert.NotEmpty(scoped);
        Assert.All(scoped, message => Assert.True(
            Around(message).Any(outer => outer.FindFieldByName("withheld_fields") is
            { IsRepeated: true, FieldType: FieldType.String } field
                && field.Behaviors() is [FieldBehavior.OutputOnly]),
            $"{message.FullName} has fields with a scope and no `repeated string withheld_fields` that is OUTPUT_ONLY, "
                + "nor has a message around it."));
    }

    static IEnumerable<MessageDescriptor> Around(MessageDescriptor? message)
    {
        for (; message is not null; message = message.ContainingType)
        {
            yield return message;
        }
    }
}

using Google.Protobuf.Reflection;
using Mastery.Validation.V1;

namespace Mastery.Contracts.Tests.Aips;

/// <summary>Fields and enumerations.</summary>
public sealed class FieldTests
{
    public static TheoryData<string> Requests => Contract.Methods(_ => true);

    [Theory, MemberData(nameof(Requests))]
    public void Of_a_request_say_how_they_behave(string name)
    {
        List<string> silent =
        [
            .. Reachable(Contract.Method(name).Descriptor.InputType, [])
                .SelectMany(message => message.Fields.InDeclarationOrder())
                .Where(field => field.Behaviors().Count == 0)
                .Select(field => field.FullName),
        ];

        Assert.True(
            silent.Count == 0,
            $"AIP-203: fields of the request of {name} have no field_behavior: {string.Join(", ", silent)}.");
    }

    [Fact]
    public void Called_time_are_timestamps()
    {
        var wrong = AllFields().Where(field => field.Name.EndsWith("_time", StringComparison.Ordinal)
            != (field.FieldType is FieldType.Message && field.MessageType.FullName == "google.protobuf.Timestamp"));

        Assert.True(
            !wrong.Any(),
            $"AIP-142: `_time` is for timestamps, and only for them: "
                + $"{string.Join(", ", wrong.Select(field => field.FullName))}.");
    }

    [Fact]
    public void Called_date_are_days_in_ISO_text()
    {
        var wrong = AllFields().Where(field => field.Name.EndsWith("_date", StringComparison.Ordinal)
            != (field.FieldType is FieldType.String && FormatOf(field) is Rules.Types.Format.Date));

        Assert.True(
            !wrong.Any(),
            $"`_date` is for days as text of FORMAT_DATE, and only for them: "
                + $"{string.Join(", ", wrong.Select(field => field.FullName))}.");
    }

    [Fact]
    public void Called_academic_year_have_its_format()
    {
        var wrong = AllFields().Where(field => field.Name.EndsWith("academic_year", StringComparison.Ordinal)
            != (FormatOf(field) is Rules.Types.Format.AcademicYear));

        Assert.True(
            !wrong.Any(),
            $"An academic year is a text of FORMAT_ACADEMIC_YEAR: "
                + $"{string.Join(", ", wrong.Select(field => field.FullName))}.");
    }

    [Fact]
    public void Use_no_type_of_google_type() => Assert.DoesNotContain(
        ContractIndex.Files.SelectMany(file => file.Dependencies),
        dependency => dependency.Package == "google.type");

    [Fact]
    public void That_are_true_or_false_are_not_called_is()
    {
        var wrong = AllFields().Where(
            field => field.FieldType is FieldType.Bool && field.Name.StartsWith("is_", StringComparison.Ordinal));

        Assert.True(!wrong.Any(), $"AIP-140: no `is_`: {string.Join(", ", wrong.Select(field => field.FullName))}.");
    }

    [Fact]
    public void Of_kind_state_are_output_only()
    {
        var wrong = ContractIndex.Resources.Select(resource => resource.Message.FindFieldByName("state"))
            .Where(field => field is not null && !field.Behaviors().Contains(Google.Api.FieldBehavior.OutputOnly));

        Assert.True(
            !wrong.Any(),
            $"AIP-216: states change by custom methods only: "
                + $"{string.Join(", ", wrong.Select(field => field!.FullName))}.");
    }

    [Fact]
    public void Of_kind_enum_start_at_an_unspecified_value()
    {
        var enums = ContractIndex.Files.SelectMany(file => file.EnumTypes).Concat(
            ContractIndex.Messages.SelectMany(message => message.EnumTypes));

        Assert.All(enums, type => Assert.True(
            type.FindValueByNumber(0)?.Name == $"{Contract.Snake(type.Name).ToUpperInvariant()}_UNSPECIFIED",
            $"AIP-126: the zero value of {type.FullName} is not its _UNSPECIFIED."));
    }

    static Rules.Types.Format FormatOf(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(ValidationExtensions.Rules)?.Format ?? default;

    static IEnumerable<FieldDescriptor> AllFields() =>
        ContractIndex.Messages.SelectMany(message => message.Fields.InDeclarationOrder());

    static IEnumerable<MessageDescriptor> Reachable(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        message.File.Package.StartsWith("mastery.", StringComparison.Ordinal) && seen.Add(message)
            ? message.Fields.InDeclarationOrder()
                .Where(field => field.FieldType is FieldType.Message)
                .SelectMany(field => Reachable(field.MessageType, seen))
                .Prepend(message)
            : [];
}

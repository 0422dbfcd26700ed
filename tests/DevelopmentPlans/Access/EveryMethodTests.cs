using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What holds for every method of the service, found in its contract: a new method is tested by being
/// there.</summary>
public sealed class EveryMethodTests(PlansFixture fixture)
{
    public static TheoryData<string> Methods { get; } =
        [.. V1.DevelopmentPlanService.Descriptor.Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Knows_nothing_of_a_plan_of_another_hub(string method)
    {
        var request = await RequestAsync(method);

        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            () => CallAsync(method, request, Token.Of(PlansFixture.OtherHub)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Needs_its_scope(string method)
    {
        var request = await RequestAsync(method);

        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            () => CallAsync(method, request, Token.Of(PlansFixture.Hub, "nothing.read")));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Needs_a_token(string method)
    {
        var request = await RequestAsync(method);

        await Refused.WithAsync(
            StatusCode.Unauthenticated,
            ErrorReason.TokenInvalid,
            () => CallAsync(method, request, fixture.Service.Channel(null)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Refuses_a_hub_by_another_spelling(string method)
    {
        var request = await RequestAsync(
            method,
            name => name.Replace(PlansFixture.Hub, PlansFixture.Hub.ToUpperInvariant(), StringComparison.Ordinal));

        await Refused.WithAsync(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            () => CallAsync(method, request, Token.Of(PlansFixture.Hub)));
    }

    Task<IMessage> CallAsync(string method, IMessage request, Token token) =>
        CallAsync(method, request, fixture.Service.Channel(TestIssuer.Sign(token)));

    static async Task<IMessage> CallAsync(string name, IMessage request, ChannelBase channel)
    {
        var method = V1.DevelopmentPlanService.Descriptor.FindMethodByName(name);
        var call = new Method<IMessage, IMessage>(
            MethodType.Unary,
            method.Service.FullName,
            method.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
        return await channel.CreateCallInvoker().AsyncUnaryCall(call, null, default, request);
    }

    /// <summary>A request that a caller with every right could send.</summary>
    async Task<IMessage> RequestAsync(string method, Func<string, string>? rename = null)
    {
        var input = V1.DevelopmentPlanService.Descriptor.FindMethodByName(method).InputType;
        var request = input.Parser.ParseFrom(ByteString.Empty);
        var plan = (await fixture.UntouchedAsync()).Clone();
        foreach (var field in input.Fields.InDeclarationOrder())
        {
            object? value = field.Name switch
            {
                "name" => rename?.Invoke(await NameAsync(field, plan)) ?? await NameAsync(field, plan),
                "parent" => rename?.Invoke(Parent(field, plan)) ?? Parent(field, plan),
                "reason" => "Because",
                "plan" or "evidence" or "aim" or "activity" => await ResourceAsync(
                    field.Name, plan, method.StartsWith("Update", StringComparison.Ordinal), rename),
                _ => null,
            };
            if (value is not null)
            {
                field.Accessor.SetValue(request, value);
            }
        }

        return request;
    }

    async Task<string> NameAsync(FieldDescriptor field, V1.Plan plan) => Type(field).Type switch
    {
        Plan.Type => plan.Name,
        Evidence.Type => (await fixture.FirstEvidenceAsync(plan)).Name,
        Aim.Type => (await fixture.FirstAimAsync(plan)).Name,
        _ => (await fixture.FirstActivityAsync(plan)).Name,
    };

    static string Parent(FieldDescriptor field, V1.Plan plan) =>
        Type(field).ChildType == Plan.Type ? $"hubs/{PlansFixture.Hub}" : plan.Name;

    async Task<IMessage> ResourceAsync(string kind, V1.Plan plan, bool update, Func<string, string>? rename)
    {
        IMessage resource = kind switch
        {
            "plan" => plan,
            "evidence" => await fixture.FirstEvidenceAsync(plan),
            "aim" => await fixture.FirstAimAsync(plan),
            _ => await fixture.FirstActivityAsync(plan),
        };
        var name = resource.Descriptor.FindFieldByName("name");
        name.Accessor.SetValue(
            resource,
            update ? rename?.Invoke((string)name.Accessor.GetValue(resource)) ?? name.Accessor.GetValue(resource) : "");
        return resource;
    }

    static Google.Api.ResourceReference Type(FieldDescriptor field) =>
        field.GetOptions().GetExtension(Google.Api.ResourceExtensions.ResourceReference);
}

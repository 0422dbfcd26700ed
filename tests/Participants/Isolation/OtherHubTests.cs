using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Testing;
using ErrorReason = Mastery.Errors.V1.ErrorReason;

namespace Mastery.Participants.Tests;

/// <summary>Every method of the hub's own services, asked about one hub by another.</summary>
public sealed class OtherHubTests(PeopleFixture fixture)
{
    static readonly Token Stranger = Token.Of("south-yorkshire");

    public static TheoryData<string> Methods => [.. All.Select(method => method.Name)];

    public static TheoryData<string> Named =>
        [.. All.Where(method => !IsCollection(method)).Select(method => method.Name)];

    static IEnumerable<MethodDescriptor> All =>
        [.. V1.ParticipantService.Descriptor.Methods, .. V1.WorkGroupService.Descriptor.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Learn_nothing_of_a_hub_that_is_not_theirs(string method)
    {
        var (descriptor, world) = (Find(method), await World.OfAsync(fixture));

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => CallAsync(descriptor, world.Request(descriptor, PeopleFixture.Hub), Stranger));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Find_nothing_by_an_id_under_their_own_hub(string method)
    {
        var (descriptor, world) = (Find(method), await World.OfAsync(fixture));

        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            () => CallAsync(descriptor, world.Request(descriptor, PeopleFixture.OtherHub), Stranger));
    }

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Leave_everything_as_it_was(string method)
    {
        var (descriptor, world) = (Find(method), await World.OfAsync(fixture));
        var before = await world.ReadAsync(descriptor);
        foreach (var hub in (string[])[PeopleFixture.Hub, PeopleFixture.OtherHub])
        {
            await Assert.ThrowsAsync<RpcException>(
                () => CallAsync(descriptor, world.Request(descriptor, hub), Stranger));
        }

        Assert.Equal(before, await world.ReadAsync(descriptor));
    }

    static MethodDescriptor Find(string method) => All.Single(candidate => candidate.Name == method);

    static bool IsCollection(MethodDescriptor method) => method.InputType.FindFieldByName("parent") is not null;

    async Task<IMessage> CallAsync(MethodDescriptor method, IMessage request, Token token)
    {
        var description = new Method<IMessage, IMessage>(MethodType.Unary, method.Service.FullName, method.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
        return await fixture.Service
            .Channel(TestIssuer.Sign(token))
            .CreateCallInvoker()
            .AsyncUnaryCall(description, null, default, request);
    }

    /// <summary>One resource of each kind, in the hub that is asked about.</summary>
    sealed class World(PeopleFixture fixture, V1.Application accepted, V1.PastParticipation past)
    {
        public static async Task<World> OfAsync(PeopleFixture fixture)
        {
            var department = await fixture.DepartmentAsync();
            var past = await fixture.PastAsync(department);
            return new(fixture, await fixture.AcceptedAsync(await fixture.WorkGroupAsync(), department), past);
        }

        /// <summary>A request about this world, as if it were of <paramref name="hub"/>, that would pass in every other
        /// way.</summary>
        public IMessage Request(MethodDescriptor method, string hub)
        {
            var request = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
            foreach (var field in method.InputType.Fields.InDeclarationOrder())
            {
                if (field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior).Contains(
                    FieldBehavior.Required) == true)
                {
                    field.Accessor.SetValue(request, Value(field, hub));
                }
            }

            return request;
        }

        /// <summary>The resource that the method is about, as its own hub sees it.</summary>
        public async Task<IMessage> ReadAsync(MethodDescriptor method) => NameFor(method) switch
        {
            var name when name == past.Name => await fixture.People.GetPastParticipationAsync(new() { Name = name }),
            var name when name == accepted.Name => await fixture.Groups.GetApplicationAsync(new() { Name = name }),
            var name when name == accepted.Enrolment => await fixture.Groups.GetEnrolmentAsync(new() { Name = name }),
            var name when name == accepted.WorkGroup => await fixture.Groups.GetWorkGroupAsync(new() { Name = name }),
            var name when name == accepted.Department => await fixture.People.GetDepartmentAsync(new() { Name = name }),
            var name => await fixture.People.GetParticipantAsync(new() { Name = name }),
        };

        object Value(FieldDescriptor field, string hub) => field switch
        {
            { Name: "focus" } => PeopleFixture.Focus,
            { Name: "name" } =>
                Under(hub, NameOf(field.GetOptions().GetExtension(ResourceExtensions.ResourceReference).Type)),
            { Name: "parent" } =>
                Under(hub, ParentOf(field.GetOptions().GetExtension(ResourceExtensions.ResourceReference).ChildType)),
            { FieldType: FieldType.Enum } => V1.Eligibility.Types.Outcome.Eligible,
            { FieldType: FieldType.String } => "Because",
            _ => Named(field.MessageType, hub),
        };

        /// <summary>The resource of an update, which changes nothing but could.</summary>
        IMessage Named(MessageDescriptor resource, string hub)
        {
            var message = (IMessage)Activator.CreateInstance(resource.ClrType)!;
            var type = resource.GetOptions().GetExtension(ResourceExtensions.Resource).Type;
            resource.FindFieldByName("name").Accessor.SetValue(message, Under(hub, NameOf(type)));
            return message;
        }

        string NameFor(MethodDescriptor method) => NameOf(method.InputType.FindFieldByName("name") is { } name
            ? name.GetOptions().GetExtension(ResourceExtensions.ResourceReference).Type
            : method.OutputType.GetOptions().GetExtension(ResourceExtensions.Resource).Type);

        string NameOf(string type) => type switch
        {
            "mastery.services/Department" => accepted.Department,
            "mastery.services/Participant" => accepted.Advocates[0].Participant,
            "mastery.services/PastParticipation" => past.Name,
            "mastery.services/WorkGroup" => accepted.WorkGroup,
            "mastery.services/Application" => accepted.Name,
            "mastery.services/Enrolment" => accepted.Enrolment,
            _ => throw new ArgumentException($"No {type} here.", nameof(type)),
        };

        string ParentOf(string type) =>
            NameOf(type) is var name ? name[..name.LastIndexOf('/', name.LastIndexOf('/') - 1)] : "";

        static string Under(string hub, string name) => hub + name[PeopleFixture.Hub.Length..];
    }
}

using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Xunit;

namespace Mastery.Testing;

/// <summary>A service's errors repeat only a little of the request, and no personal value.</summary>
/// <param name="fixture">The service, shared by the class.</param>
/// <param name="package">The package of its contract.</param>
public abstract class RefusalTexts(ServiceFixture fixture, string package)
{
    /// <summary>The default limit of gRPC clients for headers and trailers.</summary>
    const int LargestHeaders = 8 * 1024;

    const string Hub = "yorkshire-and-the-humber";

    static readonly string Huge = string.Concat(Enumerable.Repeat("é%/\" ", 20_000));

    IEnumerable<MethodDescriptor> Methods => ContractIndex.Methods
        .Where(method => method.Descriptor.File.Package == package && !method.IsStreaming)
        .Select(method => method.Descriptor);

    [Fact]
    public async Task Fit_in_the_headers_that_clients_accept()
    {
        foreach (var method in Methods)
        {
            foreach (var path in TextFields.Of(method.InputType))
            {
                var request = Request(method, path, Huge);
                if (await Record.ExceptionAsync(() => CallAsync(method, request)) is not RpcException refusal)
                {
                    // An import answers which records it rejects and is not refused itself.
                    Assert.True(path.Any(IsJudgedByMethod), $"{method.FullName} takes a huge {Named(path)}");
                    continue;
                }

                var details = refusal.Trailers.GetValueBytes(ErrorStatus.DetailsTrailer)!;
                var size = Uri.EscapeDataString(refusal.Status.Detail).Length + Convert.ToBase64String(details).Length;
                Assert.True(size < LargestHeaders, $"{method.FullName} answers {size} bytes for {Named(path)}");
            }
        }
    }

    [Fact]
    public async Task Repeat_no_personal_value()
    {
        var canary = $"canary{Guid.NewGuid():N}";

        foreach (var method in Methods)
        {
            foreach (var path in TextFields.Of(method.InputType).Where(IsPersonal))
            {
                foreach (var text in (string[])[canary, canary + Huge, $"\0{canary}"])
                {
                    var request = Request(method, path, text);
                    Name(request);
                    AssertAbsent(canary, await RefusalAsync(method, request), $"{method.FullName} {Named(path)}");
                }
            }
        }

        AssertNotLogged(canary);
    }

    [Fact]
    public async Task Repeat_no_value_of_a_filter()
    {
        var canary = $"canary{Guid.NewGuid():N}";

        foreach (var method in Methods.Where(method => method.InputType.FindFieldByName("filter") is not null))
        {
            var field = ListField.Of(method.OutputType.FindFieldByNumber(1).MessageType)[0].Path;
            string[] filters =
                [$"create_time = {canary}", $"{field} = \"{canary}", $"({field} = {canary}", $"{field} {canary}"];
            foreach (var filter in filters)
            {
                var request = Messages.Empty(method.InputType);
                Messages.Set(request, "filter", filter);
                Name(request);
                AssertAbsent(canary, await RefusalAsync(method, request), $"{method.FullName} {filter}");
            }
        }

        AssertNotLogged(canary);
    }

    static bool IsJudgedByMethod(FieldDescriptor field) =>
        ContractField.Of(field).Rules is { JudgedByMethod: true };

    /// <summary>Whether it is personal; a resource name is not.</summary>
    static bool IsPersonal(IReadOnlyList<FieldDescriptor> path) =>
        path.Any(field => ContractField.Of(field).Personal) && ContractField.Of(path[^1]).Type.Length == 0;

    void AssertNotLogged(string canary) => Assert.DoesNotContain(
        fixture.Service.Logs.Entries, entry => $"{entry}".Contains(canary, StringComparison.Ordinal));

    static void AssertAbsent(string canary, RpcException refusal, string where) => Assert.False(
        refusal.Status.Detail.Contains(canary, StringComparison.Ordinal)
            || $"{refusal.GetRpcStatus()}".Contains(canary, StringComparison.Ordinal)
            || refusal.GetRpcStatus()!.ToByteString().ToStringUtf8().Contains(canary, StringComparison.Ordinal),
        $"{where}: {refusal.Status}");

    /// <summary>Sets the hub of the request, so that it is not refused before its fields are checked.</summary>
    static void Name(IMessage request)
    {
        if (request.Descriptor.FindFieldByName("parent") is { } parent)
        {
            var name = ResourceTypes.Find(ContractField.Of(parent).ChildType)!.ParentPatterns[0].Text;
            Messages.Set(request, parent, Filled(name));
        }

        if (request.Descriptor.FindFieldByName("update_mask") is null)
        {
            return;
        }

        foreach (var field in request.Descriptor.Fields.InDeclarationOrder())
        {
            if (field is { FieldType: FieldType.Message, IsRepeated: false }
                && ContractResource.Of(field.MessageType) is { } resource
                && field.Accessor.GetValue(request) is IMessage inner)
            {
                Messages.Set(inner, "name", Filled(resource.Patterns[0]));
            }
        }
    }

    static string Filled(string pattern) => string.Join('/', pattern.Split('/').Select(segment => segment switch
    {
        "{hub}" => Hub,
        ['{', ..] => $"{Guid.CreateVersion7()}",
        _ => segment,
    }));

    Task<RpcException> RefusalAsync(MethodDescriptor method, IMessage request) =>
        Assert.ThrowsAsync<RpcException>(() => CallAsync(method, request));

    Task<IMessage> CallAsync(MethodDescriptor method, IMessage request) =>
        MethodCall.SendAsync(fixture.Service.Channel(Everything).CreateCallInvoker(), method, request);

    /// <summary>A request that says nothing but the one text.</summary>
    static IMessage Request(MethodDescriptor method, IReadOnlyList<FieldDescriptor> path, string text)
    {
        var request = Messages.Empty(method.InputType);
        Messages.Set(request, Named(path), text);
        return request;
    }

    static string Named(IReadOnlyList<FieldDescriptor> path) => string.Join('.', path.Select(field => field.Name));

    static string Everything { get; } = TestIssuer.Sign(new());
}

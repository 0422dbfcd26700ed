using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Fakes.Serving;

namespace Mastery.Fakes.Resources;

/// <summary>The standard methods that read: <c>Get…</c> and <c>List…</c> of any resource (AIP-131, AIP-132).</summary>
sealed class ReadMethods(ResourceStore store)
{
    static readonly string[] Standard = ["parent", "page_size", "page_token", "filter", "order_by"];

    public void AddTo(Dispatcher dispatcher)
    {
        // What several services have under one name, those of webhooks and change logs, is not served.
        foreach (var method in ContractIndex.Methods.Where(method => method.IsRead).Select(method => method.Descriptor)
            .GroupBy(method => method.Name, StringComparer.Ordinal).Where(same => same.Count() == 1)
            .Select(same => same.Single()))
        {
            if (method.Name.StartsWith("Get", StringComparison.Ordinal)
                && method.InputType.Fields.InDeclarationOrder() is [{ Name: "name" }]
                && ContractResource.Of(method.OutputType) is not null)
            {
                dispatcher.Handle(method.Name, requests => Get(method, requests[0]));
            }
            else if (method.Name.StartsWith("List", StringComparison.Ordinal) && ItemsOf(method) is { } items
                && method.InputType.FindFieldByName("page_token") is not null
                && method.InputType.FindFieldByName("name") is null)
            {
                dispatcher.Handle(method.Name, requests => List(method, items, requests[0]));
            }
        }
    }

    static FieldDescriptor? ItemsOf(MethodDescriptor method) => method.OutputType.Fields.InDeclarationOrder()
        .FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message }
            && ContractResource.Of(field.MessageType) is not null);

    IMessage Get(MethodDescriptor method, IMessage request)
    {
        var name = ResourceStore.NameOf(request);
        return store.Get(name) is { } found && found.Descriptor == method.OutputType
            ? found
            : throw FakeError.NotFound(name);
    }

    IMessage List(MethodDescriptor method, FieldDescriptor items, IMessage request)
    {
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            if (!Standard.Contains(field.Name) && IsSet(field, request))
            {
                throw FakeError.Unimplemented($"{field.Name} of {method.Name}");
            }
        }

        var parent = Text(request, "parent");
        var query = new ListQuery(
            method.Name, items.MessageType, Text(request, "filter"), Text(request, "order_by"));
        var found = query.Of(store.All(items.MessageType.ClrType)
            .Where(resource => parent.Length == 0 || IsUnder(parent, ResourceStore.NameOf(resource))));
        var (page, next) = Page.Of(
            found, (int)(request.Descriptor.FindFieldByName("page_size").Accessor.GetValue(request) ?? 0),
            Text(request, "page_token"));
        var answer = method.OutputType.Parser.ParseFrom([]);
        var list = (IList)items.Accessor.GetValue(answer);
        foreach (var resource in page)
        {
            list.Add(resource);
        }

        answer.Descriptor.FindFieldByName("next_page_token").Accessor.SetValue(answer, next);
        return answer;
    }

    static bool IsSet(FieldDescriptor field, IMessage request) => field.Accessor.GetValue(request) switch
    {
        null or "" or 0 or 0L or false => false,
        ICollection collection => collection.Count > 0,
        Enum value => Convert.ToInt32(value, null) != 0,
        _ => true,
    };

    // `-` stands for every id.
    static bool IsUnder(string parent, string name)
    {
        var (expected, segments) = (parent.Split('/'), name.Split('/'));
        return segments.Length == expected.Length + 2
            && expected.Zip(segments).All(pair => pair.First == "-" || pair.First == pair.Second);
    }

    static string Text(IMessage request, string field) =>
        request.Descriptor.FindFieldByName(field)?.Accessor.GetValue(request) as string ?? "";
}

using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>A filter or order over a field that the caller may not see would tell its value, row by row.</summary>
static class ListScopes
{
    /// <exception cref="ApiError">PERMISSION_DENIED naming the missing scope.</exception>
    public static void Require(ListShape shape, ListRequest list, CallScope call)
    {
        if ((list.Filter.Length == 0 && list.OrderBy.Length == 0)
            || call.Contract is not { ResponseScopes.None: false } contract
            || Listed(contract.Method.OutputType) is not { } resource)
        {
            return;
        }

        var filtered = list.Filter.Length == 0 ? [] : Fields(FilterParser.Parse(list.Filter, shape));
        foreach (var field in filtered.Concat(shape.Order(list.OrderBy).Select(term => term.Field)))
        {
            if (FieldScopes.Of(resource).ScopeOf(field) is { } scope && !call.Scopes.Contains(scope))
            {
                throw ApiError.PermissionDenied(scope);
            }
        }
    }

    /// <summary>The resource of a List response: the type of its repeated field.</summary>
    static MessageDescriptor? Listed(MessageDescriptor response) => response.Fields.InDeclarationOrder()
        .FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message })?.MessageType;

    static IEnumerable<string> Fields(FilterNode node) => node switch
    {
        FilterNode.Comparison comparison => [comparison.Field],
        FilterNode.And and => and.Parts.SelectMany(Fields),
        FilterNode.Or or => or.Parts.SelectMany(Fields),
        FilterNode.Not not => Fields(not.Part),
        _ => [],
    };
}

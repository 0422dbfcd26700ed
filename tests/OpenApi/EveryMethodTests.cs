using Mastery.Contracts;
using Microsoft.OpenApi;

namespace Mastery.OpenApi.Tests;

/// <summary>Every method of the contract is in the document, in every REST form that it has.</summary>
public sealed class EveryMethodTests
{
    static readonly OpenApiDocument Document = ContractDocument.Make();

    public static TheoryData<string> Methods =>
        [.. ContractIndex.Methods.Where(method => method.Routes.Count > 0).Select(method => method.Path)];

    [Theory, MemberData(nameof(Methods))]
    public void Has_an_operation_for_each_form(string path)
    {
        var method = Method(path);

        Assert.Equal(method.Routes.Select(route => route.Verb), Operations(method).Select(found => found.Verb));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Names_the_scopes_that_it_needs(string path)
    {
        var method = Method(path);

        Assert.All(Operations(method), found => Assert.Equal(
            method.Scopes, Assert.Single(Assert.Single(found.Operation.Security!)).Value));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Takes_each_field_of_its_request_once(string path)
    {
        var method = Method(path);
        foreach (var (route, (_, operation)) in method.Routes.Zip(Operations(method)))
        {
            var inPath = route.PathFields.Select(field => field.Split('.')[0]);
            var inQuery = operation.Parameters!.Where(parameter => parameter.In == ParameterLocation.Query)
                .Select(parameter => parameter.Name!.Split('.')[0]);
            var inBody = route.Body == "*"
                ? operation.RequestBody!.Content!["application/json"].Schema!.Properties!.Keys
                : route.Body.Length > 0 ? [Field(method, route.Body)] : Array.Empty<string>();

            var taken = inPath.Select(field => Field(method, field)).Concat(inQuery).Concat(inBody);

            Assert.Equal(
                method.Descriptor.InputType.Fields.InDeclarationOrder().Select(field => field.JsonName).Order(),
                taken.Distinct().Order());
        }
    }

    [Fact]
    public void There_are_methods_to_test() => Assert.True(Methods.Count > 60);

    static ContractMethod Method(string path) => ContractIndex.Methods.Single(method => method.Path == path);

    static string Field(ContractMethod method, string name) =>
        method.Descriptor.InputType.FindFieldByName(name).JsonName;

    /// <summary>The operations whose description names the gRPC method.</summary>
    static IReadOnlyList<(string Verb, OpenApiOperation Operation)> Operations(ContractMethod method) =>
    [
        .. Document.Paths.Values.SelectMany(path => path.Operations!)
            .Where(operation => operation.Value.Description!.Contains(
                $"`{method.Path[1..]}`", StringComparison.Ordinal))
            .Select(operation => (operation.Key.Method, operation.Value)),
    ];
}

namespace Mastery.Contracts.Tests.Aips;

/// <summary>The shape of methods beyond the standard ones (AIP-136).</summary>
public sealed class CustomMethodTests
{
    public static TheoryData<string> Custom => Contract.Methods(Contract.IsCustom);

    [Theory, MemberData(nameof(Custom))]
    public void Are_bound_to_a_verb_after_a_colon(string name) =>
        Assert.All(Contract.Method(name).Routes, route => Assert.True(route.CustomVerb.Length > 0,
            $"AIP-136: {name} is bound to {route.Template}; end the path with `:verb`."));

    [Theory, MemberData(nameof(Custom))]
    public void Name_the_verb_as_the_RPC_does(string name)
    {
        var method = Contract.Method(name);

        Assert.All(method.Routes, route => Assert.True(
            method.Descriptor.Name.Contains(Contract.Pascal(route.CustomVerb), StringComparison.Ordinal)
                || IsAssignment(method, route),
            $"AIP-136: {name} is bound to `:{route.CustomVerb}`, words that its name does not have."));
    }

    [Theory, MemberData(nameof(Custom))]
    public void Take_the_whole_request_as_the_body_of_a_POST(string name) =>
        Assert.All(Contract.Method(name).Routes, route => Assert.True(
            route is { Verb: "GET", Body: "" } or { Verb: "POST", Body: "*" },
            $"AIP-136: {name} is bound to {route.Verb} with body \"{route.Body}\"; use GET without one, or POST with "
                + "\"*\"."));

    [Theory, MemberData(nameof(Custom))]
    public void Refer_to_the_resource_whose_path_they_are_bound_to(string name)
    {
        var method = Contract.Method(name);
        if (method.Input("name") is not { } field)
        {
            return;
        }

        var resource = Contract.ResourceOf(field.Reference()?.Type ?? "");

        Assert.True(resource is not null, $"AIP-136: `name` of {name} refers to no declared resource.");
        Assert.All(method.Routes, route => Assert.True(
            route.Template == $"/v1/{{name={Contract.Wildcards(method.PatternOf(resource))}}}:{route.CustomVerb}",
            $"AIP-136: {name} acts on {resource} and is bound to {route.Template}."));
    }

    // AssignSchoolHub is `schools/*:assignHub`: the resource's own noun stays out of the verb.
    static bool IsAssignment(ContractMethod method, ContractRoute route) =>
        method.Input("name")?.Reference() is { } reference
        && Contract.ResourceOf(reference.Type) is { } resource
        && method.Descriptor.Name.Replace(resource.Message.Name, "", StringComparison.Ordinal)
            == Contract.Pascal(route.CustomVerb);
}

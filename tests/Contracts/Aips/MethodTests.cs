namespace Mastery.Contracts.Tests.Aips;

/// <summary>What holds for every RPC.</summary>
public sealed class MethodTests
{
    public static TheoryData<string> All => Contract.Methods(_ => true);

    public static TheoryData<string> Unary => Contract.Methods(method => !method.IsStreaming);

    public static TheoryData<string> Streaming =>
        Contract.Methods(method => method.IsStreaming && !method.Watches());

    [Theory, MemberData(nameof(All))]
    public void State_a_scope(string name)
    {
        var method = Contract.Method(name);

        Assert.True(method.Scope.Length > 0,
            $"AIP-211: {name} states no scope; add `option (mastery.access.v1.scope) = \"<area>.read|write\";`.");
    }

    [Theory, MemberData(nameof(All))]
    public void Ask_for_a_write_scope_when_they_change_something(string name)
    {
        var method = Contract.Method(name);

        Assert.True(method.IsRead == method.Scope.EndsWith(".read", StringComparison.Ordinal),
            $"AIP-211: {name} is a {(method.IsRead ? "read" : "write")} and asks for the scope `{method.Scope}`; reads "
            + "carry `idempotency_level = NO_SIDE_EFFECTS` and ask for `.read`, writes do neither.");
    }

    [Theory, MemberData(nameof(All))]
    public void Have_a_request_of_their_own(string name)
    {
        var method = Contract.Method(name).Descriptor;

        Assert.True(method.InputType.Name == $"{method.Name}Request",
            $"AIP-136: the request of {name} is {method.InputType.Name}; name it {method.Name}Request.");
    }

    [Theory, MemberData(nameof(Unary))]
    public void Have_a_REST_form_unless_they_stream(string name) =>
        Assert.True(Contract.Method(name).Routes.Count > 0, $"AIP-127: {name} has no google.api.http rule.");

    [Theory, MemberData(nameof(Streaming))]
    public void Have_no_REST_form_when_they_stream_unless_the_body_is_the_records(string name)
    {
        var method = Contract.Method(name);

        Assert.All(method.Routes, route => Assert.True(
            method.TakesStreamedBody && method.Descriptor.InputType.FindFieldByName(route.Body) is
            {
                IsRepeated: true, FieldType: Google.Protobuf.Reflection.FieldType.Message,
            }
            records && ContractField.Of(records).Rules?.JudgedByMethod is true,
            $"AIP-127: {name} streams; its google.api.http rule needs a body that is a repeated message "
            + "which the method judges record by record: a position in one message means nothing to the caller."));
    }

    [Theory, MemberData(nameof(Unary))]
    public void Read_by_GET_or_a_custom_POST_and_never_write_by_GET(string name)
    {
        var method = Contract.Method(name);

        Assert.All(method.Routes, route => Assert.True(
            method.IsRead
                ? route.Verb is "GET" || (route.Verb is "POST" && route.CustomVerb.Length > 0)
                : route.Verb is not "GET",
            $"AIP-127: {name} is a {(method.IsRead ? "read" : "write")} and is bound to {route.Verb} "
                + $"{route.Template}."));
    }

    [Theory, MemberData(nameof(Unary))]
    public void Bind_path_variables_to_fields_of_the_request(string name)
    {
        var method = Contract.Method(name);

        Assert.All(method.Routes.SelectMany(route => route.PathFields), path =>
        {
            var message = method.Descriptor.InputType;
            foreach (var part in path.Split('.'))
            {
                var field = message?.FindFieldByName(part);
                Assert.True(field is not null, $"AIP-127: {name} binds `{path}`, and there is no such request field.");
                message = field.FieldType is Google.Protobuf.Reflection.FieldType.Message ? field.MessageType : null;
            }
        });
    }
}

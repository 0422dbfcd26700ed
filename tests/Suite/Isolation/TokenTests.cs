using System.Net;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Mastery.Errors.V1;
using Mastery.Suite.Tests.Calls;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation;

/// <summary>Every method, by both protocols, with every token that it must refuse.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class TokenTests(RunningSuite suite, SeededHubs hubs)
{
    [Theory]
    [MemberData(nameof(Tenancy.All), MemberType = typeof(Tenancy))]
    public async Task Refuses_every_bad_token(string name)
    {
        var method = Tenancy.Method(name);
        foreach (var how in Enum.GetValues<BadToken>())
        {
            await RefusedAsync(
                method,
                suite.Tokens.SignBad(how),
                StatusCode.Unauthenticated,
                HttpStatusCode.Unauthorized,
                ErrorReason.TokenInvalid);
        }
    }

    [Theory]
    [MemberData(nameof(Tenancy.All), MemberType = typeof(Tenancy))]
    public async Task Refuses_a_token_with_every_scope_but_the_required_one(string name)
    {
        var method = Tenancy.Method(name);
        var token = suite.Tokens.Sign(new() { Scopes = [.. ContractScopes.All.Where(scope => scope != method.Scope)] });

        await RefusedAsync(
            method, token, StatusCode.PermissionDenied, HttpStatusCode.Forbidden, ErrorReason.ScopeMissing);
    }

    [Theory]
    [MemberData(nameof(Tenancy.ClosedToSchools), MemberType = typeof(Tenancy))]
    public async Task Refuses_a_token_for_one_trust_or_school_unless_the_method_is_open_to_it(string name)
    {
        var method = Tenancy.Method(name);
        foreach (var narrow in (Token[])[new() { Trust = "1234" }, new() { School = "980001" }])
        {
            await RefusedAsync(
                method,
                suite.Tokens.Sign(narrow),
                StatusCode.PermissionDenied,
                HttpStatusCode.Forbidden,
                ErrorReason.ScopeMissing);
        }
    }

    [Theory]
    [MemberData(nameof(Tenancy.All), MemberType = typeof(Tenancy))]
    public async Task Refuses_a_token_whose_trust_or_school_is_not_understood(string name)
    {
        var method = Tenancy.Method(name);
        foreach (var narrow in (Token[])
        [
            new() { Trust = "trusts/1234" }, new() { School = "schools/980001" }, new() { School = "" },
            new() { School = "980001", Trust = "1234" },
        ])
        {
            await RefusedAsync(
                method,
                suite.Tokens.Sign(narrow),
                StatusCode.PermissionDenied,
                HttpStatusCode.Forbidden,
                ErrorReason.ScopeMissing);
        }
    }

    [Fact]
    public async Task Accepts_the_same_token_when_it_is_valid()
    {
        var method = Tenancy.Method("mastery.development_plans.v1.DevelopmentPlanService.GetPlan");

        var answer = await MethodCall.SendAsync(
            suite.Channel.CreateCallInvoker(),
            method.Descriptor,
            hubs.One.Requests.For(method.Descriptor),
            suite.Tokens.Sign());

        Assert.Equal(hubs.One.Name("mastery.services/Plan"), Assert.IsType<Plan>(answer).Name);
    }

    [Fact]
    public async Task Refuses_to_read_across_hubs_without_the_scope_for_it()
    {
        var token = await suite.TokenAsync(RunningSuite.HubClient);
        var reads = ContractIndex.Methods.Where(method => method.IsRead && HubMethods.IsHubOwned(method.Descriptor));
        foreach (var method in reads)
        {
            if (method.Descriptor.InputType.FindFieldByName("parent") is not { } parent)
            {
                continue;
            }

            var request = hubs.One.Requests.For(method.Descriptor);
            Messages.Set(
                request,
                parent,
                Messages.Text(request, "parent").Replace(hubs.One.Hub, "hubs/-", StringComparison.Ordinal));

            await Refused.WithAsync(
                StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () => await MethodCall.SendAsync(
                suite.Channel.CreateCallInvoker(), method.Descriptor, request, token));
        }
    }

    async Task RefusedAsync(
        ContractMethod method, string? token, StatusCode code, HttpStatusCode http, ErrorReason reason)
    {
        var request = hubs.One.Requests.For(method.Descriptor);
        await Refused.WithAsync(
            code,
            reason,
            () => MethodCall.SendAsync(suite.Channel.CreateCallInvoker(), method.Descriptor, request, token));
        foreach (var route in method.Routes)
        {
            await RestRefusal.WithAsync(http, reason, suite.Http, RestCall.Of(route, request, token));
        }
    }
}

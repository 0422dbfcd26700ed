using Google.Protobuf;
using Grpc.Core;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

public abstract partial class StandardMethods<TResource>
{
    [Fact]
    public async Task Get_returns_what_was_created()
    {
        var resource = await MakeAsync();

        var read = await GetAsync(Name(resource));

        Assert.Equal(resource, read);
    }

    [Fact]
    public async Task Get_returns_the_same_over_REST()
    {
        var resource = await MakeAsync();
        using var http = Fixture.Service.Http();

        var json = await http.GetStringAsync(
            new Uri($"v1/{Name(resource)}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(resource, new JsonParser(JsonParser.Settings.Default).Parse<TResource>(json));
    }

    [Fact]
    public async Task Get_refuses_a_resource_that_does_not_exist()
    {
        var name = UnknownLike(Name(await MakeAsync()));

        await NotFoundAsync(() => GetAsync(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("hubs//departments/a")]
    public Task Get_refuses_a_name_of_another_form(string name) =>
        Refused.ForFieldAsync("name", () => GetAsync(name));

    [Fact]
    public async Task Get_hides_the_resource_from_another_hub()
    {
        var elsewhere = Elsewhere();
        var name = Name(await MakeAsync());

        await NotFoundAsync(() => GetAsync(name, elsewhere));
    }

    [Fact]
    public async Task Get_requires_the_scope_before_it_looks_up_the_resource()
    {
        var name = UnknownLike(Name(await MakeAsync()));

        await Refused.WithAsync(
            StatusCode.PermissionDenied, ErrorReason.ScopeMissing, () => GetAsync(name, Token.Of(Hub, Unscoped)));
    }

    [Theory]
    [MemberData(nameof(BadTokens.All), MemberType = typeof(BadTokens))]
    public async Task Get_refuses_a_bad_token(BadToken how)
    {
        var name = Name(await MakeAsync());
        var channel = Fixture.Service.Channel(TestIssuer.SignBad(how, Everything));

        await Refused.WithAsync(
            StatusCode.Unauthenticated,
            ErrorReason.TokenInvalid,
            () => ResourceContract.CallAsync(
                channel, Contract.Get, ResourceContract.Request(Contract.Get, ("name", name))));
    }

    async Task<TResource> GetAsync(string name, Token? token = null) =>
        (TResource)await CallAsync(Contract.Get, ResourceContract.Request(Contract.Get, ("name", name)), token);
}

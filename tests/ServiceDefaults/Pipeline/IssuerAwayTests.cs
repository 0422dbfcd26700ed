using System.Net;
using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using LibraryServiceClient = Mastery.Library.V1.LibraryService.LibraryServiceClient;

namespace Mastery.ServiceDefaults.Tests.Pipeline;

/// <summary>Whether a token is valid, nobody can tell while its issuer is away and its keys are not known.</summary>
public sealed class IssuerAwayTests
{
    readonly string _hub = LibraryFixture.NewHub();

    [Fact]
    public async Task The_caller_is_asked_to_try_again()
    {
        await using var cutOff = await TestService.StartAsync<Library.LibraryService>("library",
            new Dictionary<string, string?> { ["Auth:Issuers:0:JwksUri"] = "http://127.0.0.1:1/jwks" });
        using var http = cutOff.Http(LibraryFixture.Token(_hub));

        await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, async () =>
            await cutOff.Client<LibraryServiceClient>(LibraryFixture.Token(_hub))
                .ListShelvesAsync(new() { Parent = $"hubs/{_hub}" }));
        using var response = await http.GetAsync($"/v1/hubs/{_hub}/shelves");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }
}

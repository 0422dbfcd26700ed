using Mastery.Testing;

namespace Mastery.Access.Tests.ApiClients;

public sealed class ApiClientStandardMethods(AccessFixture fixture) : StandardMethods<V1.ApiClient>(fixture)
{
    protected override bool IsSmallRegister => true;

    protected override string? ChosenId(int number) => $"standard-{number}-{Guid.NewGuid():N}"[..40];

    // Only this one answer has the secret: every other shows the client without it.
    protected override async Task<V1.ApiClient> MakeAsync(string parent)
    {
        var client = await base.MakeAsync(parent);
        client.Secret = "";
        return client;
    }

    protected override Task<V1.ApiClient> ExampleAsync(string parent, int number) => Task.FromResult(new V1.ApiClient
    {
        DisplayName = $"Standard {number}",
        Scopes = { "plans.read" },
        Hubs = { "hubs/south-yorkshire" },
    });

    protected override void Alter(V1.ApiClient resource) => resource.DisplayName += ", altered";
}

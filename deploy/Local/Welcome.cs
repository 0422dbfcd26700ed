using Spectre.Console;

namespace Mastery.Local;

/// <summary>What a newcomer is told once the suite is up: addresses, a token, a first call.</summary>
static class Welcome
{
    public static void Print(Suite suite)
    {
        var rest = suite.Rest.ToString().TrimEnd('/');
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine("[bold]The suite is ready.[/] Ctrl-C stops it; what it holds is kept.");
        // Plain lines, not wrapped: they are there to be copied.
        Console.WriteLine(
            $$"""

              REST and gRPC-Web  {{rest}}
              gRPC               {{suite.Grpc.ToString().TrimEnd('/')}}

            A token, and a first call:

              TOKEN=$(curl -s -u local-hub:local-only -d grant_type=client_credentials {{rest}}/oauth2/token | sed 's/.*"access_token": *"\([^"]*\)".*/\1/;/^[{}]/d;/^ /d')
              curl -s -H "Authorization: Bearer $TOKEN" "{{rest}}/v1/foci:resolve?code=NCP24-14b"

            Clients: local-operator (every hub), local-hub (yorkshire-and-the-humber), local-other-hub (south-yorkshire);
            secret local-only. The programme's story: dotnet run --project clients/Cli -- journey
            """);
    }
}

namespace Mastery.Local;

/// <summary>Printed once the suite is ready: addresses, a token, a first call.</summary>
static class Welcome
{
    // The default address of the command-line tool.
    const int DefaultGrpcPort = 8081;

    public static void Print(Suite suite, TimeSpan elapsed)
    {
        var rest = suite.Rest.ToString().TrimEnd('/');
        Terminal.Info(
            $"The suite is ready after {elapsed.TotalSeconds:0.0} s. Ctrl-C stops it; what it holds is kept.");
        var elsewhere = suite.Grpc.Port == DefaultGrpcPort ? "" : $" --address {suite.Grpc.ToString().TrimEnd('/')}";
        Terminal.Text(
            $$"""

              REST and gRPC-Web  {{rest}}
              gRPC               {{suite.Grpc.ToString().TrimEnd('/')}}
              Documentation      {{rest}}/docs

            A token, and a first call:

              TOKEN=$(curl -s -u local-hub:local-only -d grant_type=client_credentials {{rest}}/oauth2/token |
                grep -o '"access_token": *"[^"]*' | cut -d'"' -f4)
              curl -s -H "Authorization: Bearer $TOKEN" "{{rest}}/v1/foci:resolve?code=NCP24-14b"

            Clients: local-operator (every hub), local-hub (yorkshire-and-the-humber),
            local-other-hub (south-yorkshire); secret local-only.
            The whole programme, step by step: dotnet run --project clients/Cli -- journey{{elsewhere}}

            """);
    }
}

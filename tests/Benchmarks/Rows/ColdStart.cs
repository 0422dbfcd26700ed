using System.Runtime.InteropServices;
using Grpc.Core;
using Grpc.Net.Client;
using Mastery.Benchmarks.Measuring;
using Mastery.Benchmarks.Setup;
using Mastery.Local;
using Mastery.Participants.V1;

namespace Mastery.Benchmarks.Rows;

/// <summary>The participants service from its start to its first answered call, by the clock: compiled to
/// ReadyToRun, and as it is. Both are second replicas beside the suite's own.</summary>
static class ColdStart
{
    const string Service = "participants";
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    static readonly Row Row = new(
        "start to first answered call, ReadyToRun", "the same, compiled as it runs", new(Unit.Times, 0.85));

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchSuite suite, Departments departments)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await suite.TokenAsync()}" } };
        var built = Programs.Of(Programs.Service(Service).Project);
        var compiled = Arm(suite, await CompileAsync(suite, built), headers, departments.One);
        var plain = Arm(suite, built, headers, departments.One);
        var rounds = await Rounds.RunAsync(suite.Options.Rounds, compiled, plain);
        return
        [
            Row.ByClock(rounds, compiled, plain) with
            {
                Note = $"CPU time until then {rounds.Side(compiled)}, and {rounds.Side(plain)}",
            },
        ];
    }

    /// <summary>Compiles the built service, and all that it uses, to ReadyToRun, as a publish does: the same code on
    /// both sides.</summary>
    /// <returns>The program.</returns>
    static async Task<string> CompileAsync(BenchSuite suite, string built)
    {
        var folder = Directory.CreateDirectory(Path.Combine(suite.Scratch, "start")).FullName;
        var (project, target) = (Path.Combine(folder, "Start.csproj"), Path.Combine(folder, "ready"));
        await File.WriteAllTextAsync(project, $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <PublishReadyToRun>true</PublishReadyToRun>
                <OutputType>Library</OutputType>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.GetDirectoryName(built)}/*.dll" />
              </ItemGroup>
            </Project>
            """);
        string[] arguments =
        [
            "publish", project, "--configuration", "Release", "--output", target, "--verbosity", "quiet",
            "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryPackagesProps=false",
        ];
        await ShortProgram.RunAsync("dotnet", arguments, new Dictionary<string, string>());
        var program = Path.Combine(target, Path.GetFileName(built));
        foreach (var facts in new[] { ".deps.json", ".runtimeconfig.json" })
        {
            File.Copy(Path.ChangeExtension(built, facts), Path.ChangeExtension(program, facts));
        }

        return program;
    }

    static Arm Arm(BenchSuite suite, string program, Metadata headers, string department)
    {
        Piped? running = null;
        var part = new Part("service", () => running is null ? TimeSpan.Zero : CpuTime.OfTrees(running.Id));
        return new(
            1,
            async () =>
            {
                (running, var address) = Start(suite, program);
                await FirstAnswerAsync(address, headers, department);
            },
            part)
        {
            WarmUps = 1,
            FinishAsync = async () => await running!.DisposeAsync(),
        };
    }

    /// <summary>Starts it as the suite started its own, but for where it listens.</summary>
    static (Piped Process, string Address) Start(BenchSuite suite, string program)
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        var own = $"/proc/{suite.Process(Service)}";
        var arguments = Strings($"{own}/cmdline").Skip(2)
            .Select(argument => argument.StartsWith("--urls=", StringComparison.Ordinal)
                ? $"--urls={address}"
                : argument);
        var environment = Strings($"{own}/environ").Select(entry => entry.Split('=', 2))
            .ToDictionary(entry => entry[0], entry => entry[1]);
        return (Piped.Start(["dotnet", program, .. arguments], environment), address);
    }

    static string[] Strings(string file) => File.ReadAllText(file).TrimEnd('\0').Split('\0');

    static async Task FirstAnswerAsync(string address, Metadata headers, string department)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ParticipantService.ParticipantServiceClient(channel);
        var last = DateTime.UtcNow + Timeout;
        while (true)
        {
            try
            {
                await client.GetDepartmentAsync(new() { Name = department }, headers);
                return;
            }
            catch (RpcException problem) when (
                problem.StatusCode == StatusCode.Unavailable && DateTime.UtcNow < last)
            {
                await Task.Delay(Pause); // It does not listen yet, or is not ready yet.
            }
        }
    }
}

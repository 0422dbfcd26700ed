using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mastery.Suite.Tests.Readmes;

/// <summary>A C# program from a README, compiled as a console project that references the contracts package.</summary>
static class CSharpSample
{
    // The implicit usings of a console project.
    const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    static readonly CSharpCompilationOptions Options =
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Compiles a program.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">The compiler reports a warning or error.</exception>
    public static Assembly Compile(string code)
    {
        var trees = new[] { code, ImplicitUsings }.Select(text => CSharpSyntaxTree.ParseText(text));
        using var program = new MemoryStream();
        var result = CSharpCompilation.Create("ReadmeSample", trees, References(), Options).Emit(program);
        Assert.Empty(result.Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(program.ToArray());
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(Assembly program)
    {
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            // The entry point blocks, so it runs on another thread.
            await Task.Run(() => program.EntryPoint!.Invoke(null, [Array.Empty<string>()]));
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    // Of the suite's assemblies only the package, because a user has no other.
    static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("MasteryServices.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "MasteryServices.Contracts.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
}

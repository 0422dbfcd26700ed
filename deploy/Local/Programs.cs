using System.Reflection;

namespace Mastery.Local;

/// <summary>The suite's programs, as the build that made this launcher left them.</summary>
public static class Programs
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Checkout { get; } = Metadata("Checkout");

    /// <summary>The built program of a project.</summary>
    /// <param name="project">The project's folder within the checkout, for example <c>services/Access</c>.</param>
    /// <exception cref="SuiteException">It was not built.</exception>
    public static string Of(string project)
    {
        var program = Path.Combine(Checkout, project, Metadata("Output"), $"MasteryServices.{Assembly(project)}.dll");
        return File.Exists(program)
            ? program
            : throw new SuiteException($"{program} is missing. Build the suite first: dotnet build.");
    }

    // Folders of services and clients are called as their projects; the gateway's is at the top and in lower case.
    static string Assembly(string project) => project == "gateway" ? "Gateway" : Path.GetFileName(project);

    static string Metadata(string key) =>
        typeof(Programs).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == key).Value!;
}

using System.Reflection;

namespace Mastery.Local;

/// <summary>The suite's programs and services, in the checkout that contains this program. It is searched for at run
/// time, so that a copy of a built checkout runs its own programs on its own data.</summary>
public static class Programs
{
    /// <summary>The file that marks the top folder of a checkout.</summary>
    public const string Solution = "MasteryServices.slnx";

    static readonly Lazy<string> Here = new(() => CheckoutOf(AppContext.BaseDirectory));
    static readonly Lazy<IReadOnlyList<ServiceProject>> Found = new(() => ServiceProject.In(Checkout));

    /// <summary>The folder that holds the solution.</summary>
    /// <exception cref="SuiteException">This program is not inside a checkout.</exception>
    public static string Checkout => Here.Value;

    /// <summary>The services of the checkout.</summary>
    /// <exception cref="SuiteException">This program is not inside a checkout.</exception>
    public static IReadOnlyList<ServiceProject> Services => Found.Value;

    /// <summary>The service of a name.</summary>
    /// <param name="name">The name in kebab-case.</param>
    public static ServiceProject Service(string name) => Services.Single(service => service.Name == name);

    /// <summary>The built program of a project.</summary>
    /// <param name="project">The project's folder within the checkout, for example <c>services/Access</c>.</param>
    /// <exception cref="SuiteException">It was not built.</exception>
    public static string Of(string project)
    {
        var program = Path.Combine(Checkout, project, Output, $"MasteryServices.{Assembly(project)}.dll");
        return File.Exists(program)
            ? program
            : throw new SuiteException($"{program} is missing. Build the suite first: dotnet build.");
    }

    /// <summary>The nearest folder above that holds the solution.</summary>
    /// <param name="start">Where to begin.</param>
    /// <exception cref="SuiteException">There is none.</exception>
    internal static string CheckoutOf(string start)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(start); folder is not null;
            folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Solution)))
            {
                return folder;
            }
        }

        throw new SuiteException(
            $"{start} is in no checkout of MasteryServices: no folder above it holds {Solution}. "
            + "Run the suite from a checkout: dotnet run --project deploy/Local.");
    }

    // Folders of services and clients are called as their projects; the gateway's is at the top and in lower case.
    static string Assembly(string project) => project == "gateway" ? "Gateway" : Path.GetFileName(project);

    // The folder of a project's output within that project, such as bin/Debug/net10.0: the same for all.
    static string Output => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == nameof(Output)).Value!;
}

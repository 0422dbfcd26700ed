using System.CommandLine;
using System.Globalization;
using Mastery.Local;

// Format numbers and dates the same way on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var fresh = new Option<bool>("--fresh") { Description = "Wipe what earlier runs kept, then start." };
var portBase = new Option<int>("--port-base")
{
    Description = "REST at this port, gRPC at the next, the rest after.",
    DefaultValueFactory = _ => 8080,
    CustomParser = Ports.ParseBase,
};
var demo = new Option<bool>("--demo") { Description = "Fill the hub yorkshire-and-the-humber with a believable year." };
var folder = new Option<DirectoryInfo?>("--folder")
{
    Description = "Keep database, keys and logs here; by default in .local of the checkout.",
};
var root = new RootCommand("Runs the whole suite on this machine.") { fresh, portBase, demo, folder };
var lists = new Command(ServiceLists.Command, "Writes the files that list services and projects, from the folders.");
lists.SetAction(_ => Launcher.UpdateLists());
root.Add(lists);
root.SetAction((arguments, cancellation) => Launcher.RunAsync(
    () => new SuiteOptions
    {
        Folder = arguments.GetValue(folder)?.FullName ?? Path.Combine(Programs.Checkout, ".local"),
        PortBase = arguments.GetValue(portBase),
        Fresh = arguments.GetValue(fresh),
    },
    arguments.GetValue(demo),
    cancellation));
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Terminal.Error(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
    return 1;
}

// The launcher handles signals: stopping the suite in order takes longer than the library waits.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

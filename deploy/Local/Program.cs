using System.CommandLine;
using System.Globalization;
using Mastery.Local;

const int LowestPort = 1024;
// Leaves room for the ports that follow it.
const int HighestPort = 65_000;

// Format numbers and dates the same way on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var fresh = new Option<bool>("--fresh") { Description = "Wipe what earlier runs kept, then start." };
var portBase = new Option<int>("--port-base")
{
    Description = "REST at this port, gRPC at the next, the rest after.",
    DefaultValueFactory = _ => 8080,
};
portBase.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < LowestPort or > HighestPort)
    {
        result.AddError($"--port-base is a number from {LowestPort} to {HighestPort}.");
    }
});
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
// The launcher handles signals: stopping the suite in order takes longer than the library waits.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

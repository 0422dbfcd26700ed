using System.CommandLine;
using System.Globalization;
using Mastery.Local;

// Numbers and days are written alike, whatever the language of the machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var fresh = new Option<bool>("--fresh") { Description = "Wipe what earlier runs kept, then start." };
var portBase = new Option<int>("--port-base")
{
    Description = "REST at this port, gRPC at the next, the rest after.",
    DefaultValueFactory = _ => 8080,
};
portBase.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1024 or > 65535 - Ports.Count)
    {
        result.AddError($"--port-base is a number from 1024 to {65535 - Ports.Count}.");
    }
});
var demo = new Option<bool>("--demo") { Description = "Fill the hub yorkshire-and-the-humber with a believable year." };
var folder = new Option<DirectoryInfo>("--folder")
{
    Description = "Keep database, keys and logs here; by default in .local of the clone.",
    DefaultValueFactory = _ => new(Path.Combine(Programs.Checkout, ".local")),
};
var root = new RootCommand("Runs the whole suite on this machine.") { fresh, portBase, demo, folder };
root.SetAction((arguments, cancellation) => Launcher.RunAsync(
    new SuiteOptions
    {
        Folder = arguments.GetRequiredValue(folder).FullName,
        PortBase = arguments.GetValue(portBase),
        Fresh = arguments.GetValue(fresh),
    },
    arguments.GetValue(demo),
    cancellation));
// Signals are the launcher's: stopping the suite in order takes longer than the library would wait.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

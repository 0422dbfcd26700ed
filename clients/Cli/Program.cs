using System.Globalization;
using Mastery.Cli.Commands;
using Mastery.Clients;

// Format numbers and dates the same way on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
LoopbackBypass.UseByDefault();
return await MasteryTool.RunAsync(args, Terminal.OfProcess());

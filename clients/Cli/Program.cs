using System.Globalization;
using Mastery.Cli.Commands;

// Format numbers and dates the same way on every machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await MasteryTool.RunAsync(args, Terminal.OfProcess());

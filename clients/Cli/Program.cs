using System.Globalization;
using Mastery.Cli.Commands;

// Numbers and days are written alike, whatever the language of the machine.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await MasteryTool.RunAsync(args, Terminal.OfProcess());

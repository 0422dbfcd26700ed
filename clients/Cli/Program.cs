using Mastery.Cli.Commands;

return await MasteryTool.RunAsync(args, Terminal.OfProcess());

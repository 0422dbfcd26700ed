using System.CommandLine;
using Mastery.Benchmarks;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Setup;

if (args is [LoadVerb.Name])
{
    await LoadVerb.RunAsync();
    return 0;
}

var rounds = new Option<int>("--rounds")
{
    Description = "How often each side runs; the median counts.",
    DefaultValueFactory = _ => 3,
    Recursive = true,
};
var quick = new Option<bool>("--quick")
{
    Description = "One round of a tenth: to see that it runs, not how well.",
    Recursive = true,
};
var only = new Option<string[]>("--only")
{
    Description = $"Some of {string.Join(", ", Bench.Names)}.",
    AllowMultipleArgumentsPerToken = true,
};
only.AcceptOnlyFromAmong(Bench.Names);
var root = new RootCommand("Measures the suite beside its peers, in CPU time per call, and prints a table.")
{
    rounds,
    quick,
    only,
};
var hubs = new Option<int>("--hubs")
{
    Description = "How many hubs there are in the end, each with 50 departments.",
    DefaultValueFactory = _ => 4_000,
};
var growth = new Command("hubs", "Measures list, search and accept at 40 hubs and at thousands.") { hubs };
growth.SetAction((arguments, _) => Bench.GrowAsync(Options(arguments), arguments.GetValue(hubs)));
root.Add(growth);
root.SetAction((arguments, _) => Bench.RunAsync(
    Options(arguments), arguments.GetValue(only) is { Length: > 0 } some ? some : Bench.Names));
return await root.Parse(args).InvokeAsync();

BenchOptions Options(ParseResult arguments) =>
    new(arguments.GetValue(quick) ? 1 : arguments.GetValue(rounds), arguments.GetValue(quick));

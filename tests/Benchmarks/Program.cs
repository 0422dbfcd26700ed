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
};
var quick = new Option<bool>("--quick") { Description = "One round of a tenth: to see that it runs, not how well." };
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
root.SetAction((arguments, _) => Bench.RunAsync(
    new BenchOptions(arguments.GetValue(quick) ? 1 : arguments.GetValue(rounds), arguments.GetValue(quick)),
    arguments.GetValue(only) is { Length: > 0 } some ? some : Bench.Names));
return await root.Parse(args).InvokeAsync();

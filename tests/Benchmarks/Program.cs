using System.CommandLine;
using System.CommandLine.Parsing;
using Mastery.Benchmarks;
using Mastery.Benchmarks.Load;
using Mastery.Benchmarks.Peers.Bare;
using Mastery.Benchmarks.Setup;

if (args is [LoadVerb.Name])
{
    await LoadVerb.RunAsync();
    return 0;
}

if (args is [BareVerb.Name])
{
    await BareVerb.RunAsync();
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
var output = new Option<string>("--output")
{
    Description = "A file that gets the results as JSON too.",
    Recursive = true,
};
var root = new RootCommand("Measures the suite beside its peers, in CPU time per call, and prints a table.")
{
    rounds,
    quick,
    only,
    output,
};
var hubs = new Option<int>("--hubs")
{
    Description = "How many hubs there are in the end, each with 50 departments.",
    DefaultValueFactory = _ => 4_000,
};
var growth = new Command("hubs", "Measures list, search and accept at 40 hubs and at thousands.") { hubs };
growth.SetAction((arguments, _) => Bench.GrowAsync(Options(arguments), arguments.GetValue(hubs)));
root.Add(growth);
root.Add(Soak());
root.SetAction((arguments, _) => Bench.RunAsync(
    Options(arguments), arguments.GetValue(only) is { Length: > 0 } some ? some : Bench.Names));
return await root.Parse(args).InvokeAsync();

BenchOptions Options(ParseResult arguments) =>
    new(
        arguments.GetValue(quick) ? 1 : arguments.GetValue(rounds), arguments.GetValue(quick),
        arguments.GetValue(output));

Command Soak()
{
    var minutes = new Option<int>("--minutes")
    {
        Description = "How long, an hour at most.",
        DefaultValueFactory = _ => 10,
    };
    var rate = new Option<int>("--rate")
    {
        Description = "Calls a second, 2,000 at most.",
        DefaultValueFactory = _ => 200,
    };
    minutes.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is > 0 and <= 60, "1 to 60"));
    rate.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is > 0 and <= 2_000, "1 to 2,000"));
    var soak = new Command("soak", "Calls at a steady rate: no error, no growth of memory, no slower calls.")
    {
        minutes,
        rate,
    };
    soak.SetAction((arguments, _) =>
        Bench.SoakAsync(Options(arguments), arguments.GetValue(minutes), arguments.GetValue(rate)));
    return soak;
}

static void Require(SymbolResult result, bool fits, string range)
{
    if (!fits)
    {
        result.AddError($"{((OptionResult)result).Option.Name} must be {range}.");
    }
}

// Lists a hub's plans of a year that have been agreed, and reads one of them whole.
//
//     ReadPlans HUB YEAR [PLAN]
//     ReadPlans hubs/yorkshire-and-the-humber 2026-27
//
// MASTERY_ADDRESS, MASTERY_CLIENT_ID and MASTERY_CLIENT_SECRET say where the suite is and who calls. The client needs
// the scopes plans.read, catalogue.read and participants.read.
using Grpc.Core;
using Mastery.Clients;
using Mastery.DevelopmentPlans.V1;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var hub, var year, .. var rest])
{
    Console.Error.WriteLine("usage: ReadPlans HUB YEAR [PLAN]");
    return 1;
}

var services = new ServiceCollection();
services.AddMasteryClients(options =>
{
    options.Address = new(Setting("MASTERY_ADDRESS", "http://localhost:8081"));
    options.ClientId = Setting("MASTERY_CLIENT_ID", "local-hub");
    options.ClientSecret = Setting("MASTERY_CLIENT_SECRET", "local-only");
});
await using var provider = services.BuildServiceProvider();
var plans = provider.GetRequiredService<DevelopmentPlanService.DevelopmentPlanServiceClient>();

try
{
    var name = await ListAsync();
    if (rest.FirstOrDefault(name) is { Length: > 0 } one)
    {
        await ReadAsync(one);
    }

    return 0;
}
catch (RpcException exception)
{
    // One form for whatever goes wrong. The reason is for programs, the rest for people; unavailability has been waited
    // out already, as long as the options say.
    var error = exception.ToMasteryError();
    Console.Error.WriteLine(error.Reason == "RESOURCE_NOT_FOUND"
        ? $"There is no {error.Resource}, or the token is not for it."
        : $"{error.Code} {error.Reason}: {error}"); // A line for each field or condition that is wrong.
    return 1;
}

// The service filters and orders; a page is fetched when the one before is read.
async Task<string> ListAsync()
{
    var request = new ListPlansRequest
    {
        Parent = hub,
        Filter = $"academic_year = \"{year}\" AND state = AGREED",
        OrderBy = "title",
        PageSize = 100,
    };
    var first = "";
    await foreach (var plan in Paging.AllAsync(plans.ListPlansAsync, request, page => page.Plans))
    {
        first = first.Length > 0 ? first : plan.Name;
        Console.WriteLine($"{plan.Name}  {plan.Title}  (revision {plan.Revision})");
    }

    return first;
}

// A plan, its aims with how one will see that they are met, and what the rules say of it.
async Task ReadAsync(string name)
{
    var plan = await plans.GetPlanAsync(new() { Name = name });
    Console.WriteLine($"\n{plan.Title}: {plan.State}\n{plan.Vision}");

    var request = new ListAimsRequest { Parent = plan.Name };
    await foreach (var aim in Paging.AllAsync(plans.ListAimsAsync, request, page => page.Aims))
    {
        Console.WriteLine($"- {aim.Statement} ({aim.Status})");
        foreach (var criterion in aim.SuccessCriteria)
        {
            Console.WriteLine($"    seen by: {criterion.Statement}");
        }
    }

    var assessment = await plans.AssessPlanAsync(new() { Name = plan.Name });
    Console.WriteLine(assessment.Coherent
        ? $"Coherent by rule set {assessment.RuleSetVersion}"
        : $"Not coherent yet by rule set {assessment.RuleSetVersion}");
    foreach (var finding in assessment.Findings)
    {
        Console.WriteLine($"  {finding.Severity}: {finding.Message} {finding.Hint}");
    }

    Console.WriteLine($"{assessment.Coverage.ReachedCount} of {assessment.Coverage.ExpectedCount} people are reached");
}

static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

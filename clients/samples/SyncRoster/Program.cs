// Keeps the people of departments in step with a staff list from an MIS.
//
//     SyncRoster FILE SOURCE SYSTEM                       says what would happen
//     SyncRoster FILE SOURCE SYSTEM apply [SCHOOL ...]    does it; many people may leave the schools that are named
//     SyncRoster staff.csv trusts/1234 arbor apply schools/123456
//
// MASTERY_ADDRESS, MASTERY_CLIENT_ID and MASTERY_CLIENT_SECRET say where the suite is and who calls. The client needs
// the scopes roster.read and roster.sync. Exit code: 0 done, 1 failed, 2 refused: somebody must look.
using Grpc.Core;
using Mastery.Clients;
using Mastery.Mis;
using Mastery.Participants.V1;
using Mastery.SyncRoster;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var file, var source, var system, .. var rest])
{
    Console.Error.WriteLine("usage: SyncRoster FILE SOURCE SYSTEM [apply [SCHOOL ...]]");
    return 1;
}

var services = new ServiceCollection();
services.AddMasteryClients(options =>
{
    options.Address = new(Setting("MASTERY_ADDRESS", "http://localhost:8081"));
    options.ClientId = Setting("MASTERY_CLIENT_ID", "local-hub");
    options.ClientSecret = Setting("MASTERY_CLIENT_SECRET", "local-only");
    options.Deadline = TimeSpan.FromMinutes(2); // A trust of many schools is not applied in seconds.
});
await using var provider = services.BuildServiceProvider();
var roster = new Roster(provider.GetRequiredService<RosterService.RosterServiceClient>());

try
{
    var staff = await StaffList.ReadAsync(file);
    // What is on record may change between plan and apply: then it is planned again. Three times are enough.
    for (var attempt = 1; ; attempt++)
    {
        var sync = await roster.PlanAsync(
            new() { Source = source, System = system, Mode = staff.Mode }, staff.Records);
        await roster.ShowAsync(sync);
        if (rest is not ["apply", .. var allowLeavers])
        {
            return 0;
        }

        try
        {
            await roster.DecideAsync(sync);
            await roster.ApplyAsync(sync, allowLeavers);
            return 0;
        }
        catch (RpcException exception) when (attempt < 3 && exception.ToMasteryError().Reason == "PLAN_OUTDATED")
        {
            Console.WriteLine($"Planned again: {exception.ToMasteryError()}");
        }
    }
}
catch (StaffSourceException exception)
{
    Console.Error.WriteLine(exception.Message); // It says what to do with the file.
    return 1;
}
catch (RpcException exception)
{
    var error = exception.ToMasteryError(); // As text it has a line for each thing that is wrong.
    Console.Error.WriteLine($"{error.Code} {error.Reason}: {error}");
    return error.Reason is "MASS_LEAVERS" or "PLAN_OUTDATED" ? 2 : 1;
}

static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

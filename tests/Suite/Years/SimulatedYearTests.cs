using System.Collections.Concurrent;
using Mastery.Access.V1;
using Mastery.Cli.Connection;
using Mastery.Contracts;
using Mastery.Suite.Tests.Running;
using Mastery.Years;

namespace Mastery.Suite.Tests.Years;

/// <summary>The year 2024/25 of three hubs and sixty departments, by the public API only. At each moment, everything
/// that can be counted is compared with a model that knows nothing of the services.</summary>
public sealed class SimulatedYearTests(RunningSuite suite) : IAsyncDisposable
{
    const int FirstUrn = 970_000;
    const int FirstAcademy = 970_900;
    const int NewOnes = 0;
    const int East = 1;
    const int West = 2;
    const int Own = 3;
    const int Pairs = 4;
    const int Thinking = 5;

    static readonly string[] Hubs = ["jurassic", "kent-and-medway", "matrix"];

    readonly ConcurrentBag<ApiClients> _clients = [];

    [Fact]
    public async Task Three_hubs_and_sixty_departments_end_their_year_as_an_independent_model_says()
    {
        var generator = new YearGenerator(new() { Seed = 20_240, DepartmentsPerHub = 20, FirstUrn = FirstUrn });
        var next = await NextYearAsync();
        var years = await Task.WhenAll(generator.Hubs(Hubs.Select(hub => $"hubs/{hub}"))
            .Select(async (generated, number) => await HubYear.BeginAsync(
                await ClientAsync(Hubs[number]), suite.As(RunningSuite.Operator), generated)));
        await Task.WhenAll(years.Select(async (year, number) =>
        {
            await SummerAsync(year);
            await AutumnAsync(year, number);
            await JanuaryAsync(year, number);
        }));
        await FebruaryAsync(years[0], years[1]);
        await Task.WhenAll(years.Select(async (year, number) =>
        {
            await SpringAsync(year, number);
            await year.AssertVerdictsAsync("next year", next, "2024-25");
        }));
        await years[0].AwaitPlansAsync();
        await Task.WhenAll(years.Select(year => year.AssertPlansAsync("the year is over")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>More apply than there are places, and some may not take part.</summary>
    static async Task SummerAsync(HubYear year)
    {
        await year.ApplyAsync();
        await year.AssertAsync("all have applied");
        foreach (var application in year.Model.Applications)
        {
            var group = application.Group;
            await (application.Verdict != "Eligible" ? year.DeclineAsync(application)
                : group.Taken < group.Capacity ? year.AcceptAsync(application, "2024-09-02")
                : year.WaitlistAsync(application));
        }

        Assert.Equal(5, year.Model.Groups.Count(group => group is { Taken: 1, Capacity: 1, Waiting.Count: 1 }));
        Assert.Equal((4, 2), (year.Model.Groups[NewOnes].Taken, year.Model.Groups[NewOnes].Waiting.Count));
        foreach (var group in year.Model.Groups)
        {
            await year.StartAsync(group);
        }

        await year.PlanAsync();
        await year.AssertAsync("all are answered");
    }

    /// <summary>A department pauses, from a day on which its group has a session.</summary>
    static async Task AutumnAsync(HubYear year, int hub)
    {
        await year.HoldAsync(0);
        await PlacesAsync(year, year.Model.Groups[NewOnes], hub);
        await year.DeferAsync(year.Model.Groups[Own].Places[0], "2024-11-14");
        await year.HoldAsync(1);
        await year.AssertAsync("autumn is over");
    }

    /// <summary>Departments give their places up, and others take them, also out of turn; a group is
    /// cancelled.</summary>
    static async Task PlacesAsync(HubYear year, GroupModel group, int hub)
    {
        switch (hub)
        {
            case 0:
                await year.WithdrawAsync(group.Waiting[0]);
                await year.WithdrawAsync(group.Places[1], "2024-10-10");
                await year.AssertAsync("one waits less");
                await year.PromoteAsync(group, "2024-10-14");
                break;
            case 1:
                await year.WithdrawAsync(group.Places[0], "2024-10-10");
                await year.WithdrawAsync(group.Places[1], "2024-10-11");
                await year.PromoteAsync(group, "2024-10-14", group.Waiting[1]);
                await year.AssertAsync("one was promoted out of turn");
                await year.PromoteAsync(group, "2024-10-15");
                break;
            default:
                await year.CancelAsync(group);
                break;
        }
    }

    /// <summary>Advocates leave, a school becomes an academy, a department goes on in another group.</summary>
    static async Task JanuaryAsync(HubYear year, int hub)
    {
        var (groups, departments) = (year.Model.Groups, year.Model.Departments);
        var pair = groups[Pairs].Places[0].Department;
        await year.ReplaceAsync(groups[East].Places[0], hub == 1 ? 0 : 1, 2, "2024-12-31", "2025-01-06");
        await year.ReplaceAsync(groups[Thinking].Places[0], 0, 2, "2024-12-31", "2025-01-06");
        await year.AcademiseAsync(pair, $"{FirstAcademy + hub}", "2025-01-01");
        await year.AssertVerdictsAsync("the school is closed", "projects/NCP24-14/foci/b", "2023-24");
        await year.SucceedAsync(pair, $"{FirstAcademy + hub}", "2025-01-01");
        await year.SucceedAsync(departments[pair.Number + 1], $"{FirstAcademy + hub}", "2025-01-01");
        await year.AssertVerdictsAsync("the academy has the department", "projects/NCP24-14/foci/b", "2023-24");

        await year.WithdrawAsync(groups[West].Waiting[0]);
        await year.WithdrawAsync(groups[West].Places[0], "2025-01-10");
        await year.TransferAsync(groups[East].Places[0], groups[West], "2025-01-13");
        await year.PromoteAsync(groups[East], "2025-01-20");
        if (hub != 1)
        {
            await year.ResumeAsync(groups[Own].Places[0], "2025-01-20");
        }

        await year.HoldAsync(2);
        await year.AssertAsync("January is over");
    }

    /// <summary>Two departments go to another hub: one has a place and a plan, one waits for a place.</summary>
    static async Task FebruaryAsync(HubYear from, HubYear to)
    {
        var (place, waits) = (from.Model.Groups[East].Places[1], from.Model.Groups[Thinking].Waiting[0]);
        await from.PlanAsync(from.Model.Groups[East], place);
        await from.PlanAsync(from.Model.Groups[West], from.Model.Groups[West].Places[1]);
        await to.WithdrawAsync(to.Model.Groups[East].Places[1], "2025-02-07");

        await from.HandOverAsync(place.Department, to, "2025-02-10");
        var arrived = await from.HandOverAsync(waits.Department, to, "2025-02-10");
        await to.AssertAsync("two departments have come");
        await to.WaitlistAsync(to.Model.Applications.Single(application => application.Department == arrived));

        Assert.Equal((0, 1), (from.Model.Groups[East].Taken, to.Model.Groups[East].Taken));
        Assert.Equal((0, 2), (from.Model.Groups[Thinking].Waiting.Count, to.Model.Groups[Thinking].Waiting.Count));
        await from.AssertAsync("two departments have gone");
        await to.AssertAsync("one of those that have come waits again");
    }

    /// <summary>The year goes to its end.</summary>
    static async Task SpringAsync(HubYear year, int hub)
    {
        var groups = year.Model.Groups;
        await year.CancelAsync(groups[Thinking], 3);
        await year.MoveAsync(groups[Pairs], 3, days: 7);
        await year.HoldAsync(3);
        await year.HoldAsync(4);
        if (hub == 2)
        {
            await year.CompleteAsync(groups[Own], groups[Own].Places[0], "2025-06-20");
        }

        await year.AssertAsync("all sessions are over");
        foreach (var group in groups.Where(group => group.State == "Running"))
        {
            await year.CompleteAsync(group);
        }

        await year.CorrectAsync(groups[East], 0);
        await year.AssertAsync("the year is over");
    }

    /// <summary>The Sustaining project of the next year, with every bound a year later.</summary>
    async Task<string> NextYearAsync()
    {
        var catalogue = suite.As(RunningSuite.Operator).Catalogue;
        var next = await catalogue.CopyProjectAsync(new() { Name = "projects/NCP24-14", Code = "NCP25-14" });
        await catalogue.PublishProjectAsync(new() { Name = next.Project.Name });
        return $"{next.Project.Name}/foci/b";
    }

    /// <summary>A hub's own client, which may not do more than a hub.</summary>
    async Task<ApiClients> ClientAsync(string hub)
    {
        var made = await suite.As(RunningSuite.Operator).Access.CreateApiClientAsync(new()
        {
            ApiClientId = $"year-of-{hub}",
            ApiClient = new ApiClient
            {
                DisplayName = $"The year of {hub}",
                Hubs = { $"hubs/{hub}" },
                Scopes = { ContractIndex.Scopes.Except(["catalogue.write", "directory.write", "national.read"]) },
            },
        });
        var client = ApiClients.Connect(suite.Grpc, tokenEndpoint: null, $"year-of-{hub}", made.Secret);
        _clients.Add(client);
        return client;
    }
}

using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>An erasure goes on until every service has confirmed its part.</summary>
public sealed class PendingErasureTests(PeopleFixture fixture)
{
    /// <summary>The settings of the service that a next one has too.</summary>
    static readonly string[] Shared =
    [
        "ConnectionStrings:Database", "Services:focus-catalogue", "Services:development-plans",
        "ServiceIdentity:ClientId", "ServiceIdentity:ClientSecret", "ServiceIdentity:TokenUri",
    ];

    [Fact]
    public async Task Is_finished_by_the_worker()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var request = new V1.EraseParticipantRequest { Name = person.Name, Reason = "Asked for" };
        Assert.Equal(["development-plans"], (await fixture.People.EraseParticipantAsync(request)).PendingServices);

        await Worker(fixture.Service).FinishDueAsync(TestContext.Current.CancellationToken);

        request.ValidateOnly = true;
        Assert.Empty((await fixture.People.EraseParticipantAsync(request)).PendingServices);
        Assert.Equal([person.Name], await ErasedInPlansAsync(person.Name));
    }

    [Fact]
    public async Task Is_finished_after_a_restart_by_the_service_that_starts()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        await fixture.People.EraseParticipantAsync(new() { Name = person.Name, Reason = "Asked for" });
        var settings = fixture.Service.Services.GetRequiredService<IConfiguration>();

        await using var next = await TestService.StartAsync<DepartmentStore>(
            "participants", Shared.ToDictionary(key => key, key => settings[key]));

        var giveUp = DateTime.UtcNow.AddSeconds(30);
        while (!(await ErasedInPlansAsync(person.Name)).Any())
        {
            Assert.True(DateTime.UtcNow < giveUp, "The plans' part was never erased.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Is_finished_by_the_same_call_and_answers_the_first_one_to_its_request_id()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var request = new V1.EraseParticipantRequest
        {
            Name = person.Name,
            Reason = "Asked for",
            RequestId = $"{Guid.NewGuid()}",
        };
        var first = await fixture.People.EraseParticipantAsync(request);

        Assert.Equal(first, await fixture.People.EraseParticipantAsync(request));
        request.RequestId = "";
        Assert.Empty((await fixture.People.EraseParticipantAsync(request)).PendingServices);
        Assert.Empty((await fixture.People.EraseParticipantAsync(request)).PendingServices);
        Assert.Equal([person.Name], await ErasedInPlansAsync(person.Name));
    }

    internal static ErasureWorker Worker(TestService service) => new(service.Services,
        service.Services.GetRequiredService<HubUnitOfWork>(),
        service.Services.GetRequiredService<IOptions<ErasureOptions>>(),
        service.Services.GetRequiredService<IConfiguration>(), TimeProvider.System,
        NullLogger<ErasureWorker>.Instance);

    async Task<IEnumerable<string>> ErasedInPlansAsync(string name)
    {
        var list = new StringWriter();
        await fixture.PlanService.Services.GetRequiredService<ErasureList>().WriteAsync(
            list, TestContext.Current.CancellationToken);
        return list.ToString().Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal))
            .Select(_ => name);
    }
}

/// <summary>Without the other service the person is erased all the same, and the answer says what is left.</summary>
public sealed class ErasureWithoutPlansTests(CatalogueDownFixture fixture) : IClassFixture<CatalogueDownFixture>
{
    [Fact]
    public async Task Erases_the_person_and_says_who_has_not_confirmed()
    {
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>();
        var person = await people.CreateParticipantAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Participant = new() { GivenName = "Ada", FamilyName = "Lovelace" },
        });
        var request = new V1.EraseParticipantRequest { Name = person.Name, Reason = "Asked for" };

        await people.EraseParticipantAsync(request);
        await PendingErasureTests.Worker(fixture.Service).FinishDueAsync(TestContext.Current.CancellationToken);
        var answer = await people.EraseParticipantAsync(request);

        Assert.Equal(State.Erased, answer.Participant.State);
        Assert.Equal(["development-plans"], answer.PendingServices);
        Assert.Equal(State.Erased, (await people.GetParticipantAsync(new() { Name = person.Name })).State);
    }
}

using System.Net;
using Mastery.Common.V1;
using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>While the catalogue does not answer, only calls that need it wait.</summary>
public sealed class StalledCatalogueTests : IAsyncLifetime
{
    const int Calls = 50;

    readonly StalledPeer _catalogue = new();
    readonly CancellationTokenSource _enough = new();
    TestService _service = null!;
    V1.Department _department = null!;

    V1.ParticipantService.ParticipantServiceClient People =>
        _service.Client<V1.ParticipantService.ParticipantServiceClient>();

    V1.WorkGroupService.WorkGroupServiceClient Groups => _service.Client<V1.WorkGroupService.WorkGroupServiceClient>();

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync<DepartmentStore>("participants",
            new Dictionary<string, string?>
            {
                ["Services:development-plans"] = "http://127.0.0.1:1",
                ["Services:focus-catalogue"] = _catalogue.Address,
            });
        await _service.Client<V1.SchoolDirectoryService.SchoolDirectoryServiceClient>().BatchImportSchoolsAsync(
            new() { Records = { DirectoryFixture.Record("100000") } });
        _department = await People.CreateDepartmentAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Department = new() { School = "schools/100000", Subject = Subject.Mathematics },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _service.DisposeAsync();
        await _catalogue.DisposeAsync();
        _enough.Dispose();
    }

    [Fact]
    public async Task Submitting_applications_holds_no_connection()
    {
        var draft = await Groups.CreateApplicationAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Application = new() { Department = _department.Name, Focus = PeopleFixture.Focus },
        });

        await OthersGoOnAsync(() => Groups.SubmitApplicationAsync(
            new() { Name = draft.Name }, cancellationToken: _enough.Token).ResponseAsync);
    }

    [Fact]
    public Task Creating_Work_Groups_holds_no_connection() =>
        OthersGoOnAsync(() => Groups.CreateWorkGroupAsync(new()
        {
            Parent = PeopleFixture.Hub,
            WorkGroup = new() { Focus = PeopleFixture.Focus, DisplayName = "Wakefield", Capacity = 5 },
        }, cancellationToken: _enough.Token).ResponseAsync);

    async Task OthersGoOnAsync(Func<Task> ask)
    {
        var waiting = Enumerable.Range(0, Calls).Select(_ => ask()).ToArray();
        await _catalogue.Asked;

        for (var reads = 0; reads < 20; reads++)
        {
            await People.GetDepartmentAsync(new() { Name = _department.Name }, deadline: DateTime.UtcNow.AddSeconds(2));
        }

        using var http = _service.Http((string?)null);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.DoesNotContain(waiting, call => call.IsCompletedSuccessfully);
    }
}

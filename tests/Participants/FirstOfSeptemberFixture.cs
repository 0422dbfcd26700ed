using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.Participants.Tests;

/// <summary>The service in the night to 1 September 2024: half an hour after midnight in England, which is 23:30 UTC on
/// 31 August.</summary>
public sealed class FirstOfSeptemberFixture : PeopleFixture
{
    static readonly FakeTimeProvider Night = new(new(2024, 8, 31, 23, 30, 0, TimeSpan.Zero));

    /// <summary>Only the domain lives then: tokens and deadlines are of now.</summary>
    protected override Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        TestService.StartAsync<DepartmentStore>("participants", settings, services => services
            .AddScoped(provider => ActivatorUtilities.CreateInstance<WorkGroupService>(provider, Night))
            .AddScoped(provider => ActivatorUtilities.CreateInstance<Admission>(provider, Night))
            .AddScoped(provider => ActivatorUtilities.CreateInstance<EligibilityStore>(provider, Night)));
}

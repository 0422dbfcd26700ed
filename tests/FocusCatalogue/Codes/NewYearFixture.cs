using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mastery.FocusCatalogue.Tests;

/// <summary>The catalogue in the last night of 2023/24, half an hour before midnight in England.</summary>
public sealed class NewYearFixture : ServiceFixture
{
    /// <summary>The clock of codes; tokens and deadlines are of now.</summary>
    public FakeTimeProvider Clock { get; } = new(new(2024, 8, 31, 22, 30, 0, TimeSpan.Zero));

    protected override Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings) =>
        TestService.StartAsync<FocusCatalogueService>("focus-catalogue", settings, services => services
            .AddScoped(provider => ActivatorUtilities.CreateInstance<CodeResolver>(provider, Clock)));
}

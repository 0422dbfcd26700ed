using Xunit.Sdk;
using Xunit.v3;

namespace Mastery.Testing;

/// <summary>The collection of tests that run after all others.</summary>
public static class LastTests
{
    /// <summary>Its name.</summary>
    public const string Name = "Last";
}

/// <summary>Puts <see cref="LastTests"/> last; it must have <c>DisableParallelization</c> too.</summary>
public sealed class LastTestsOrderer : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections)
                .OrderBy(collection => collection.TestCollectionDisplayName == LastTests.Name),
        ];
}

using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;

namespace Mastery.Fakes.Resources;

/// <summary>Resources by name, in the order in which they were added. Whoever reads gets copies.</summary>
sealed class ResourceStore(TimeProvider clock)
{
    readonly Dictionary<string, IMessage> _resources = [];
    int _version;

    /// <summary>Calls hold it while they are answered.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Adds or replaces a resource; without an etag it gets a new one.</summary>
    public void Put(IMessage resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var type = ContractResource.Of(resource.Descriptor)
            ?? throw new ArgumentException($"{resource.Descriptor.FullName} is no resource of the contract.");
        var name = NameOf(resource);
        if (!type.Matches(name, wildcard: false))
        {
            throw new ArgumentException($"'{name}' is no name of a {type.Type}: {string.Join(" or ", type.Patterns)}.");
        }

        lock (Gate)
        {
            var kept = Copy(resource);
            var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
            SetMissing(kept, "etag", $"v{(++_version).ToString(CultureInfo.InvariantCulture)}");
            SetMissing(kept, "create_time", now);
            SetMissing(kept, "update_time", now);
            _resources[name] = kept;
        }
    }

    /// <summary>Replaces a resource by its next version.</summary>
    public T Update<T>(T resource) where T : class, IMessage<T>
    {
        foreach (var field in new[] { "etag", "update_time" })
        {
            resource.Descriptor.FindFieldByName(field)?.Accessor.Clear(resource);
        }

        Put(resource);
        return Get<T>(NameOf(resource))!;
    }

    public IMessage? Get(string name)
    {
        lock (Gate)
        {
            return _resources.TryGetValue(name, out var found) ? Copy(found) : null;
        }
    }

    public T? Get<T>(string name) where T : class, IMessage<T> => Get(name) as T;

    public IReadOnlyList<IMessage> All(System.Type type)
    {
        lock (Gate)
        {
            return [.. _resources.Values.Where(type.IsInstanceOfType).Select(Copy)];
        }
    }

    public IEnumerable<T> All<T>() where T : class, IMessage<T> => All(typeof(T)).Cast<T>();

    public static string NameOf(IMessage resource) =>
        (string)resource.Descriptor.FindFieldByName("name").Accessor.GetValue(resource);

    static void SetMissing(IMessage resource, string name, object value)
    {
        if (resource.Descriptor.FindFieldByName(name)?.Accessor is { } field && field.GetValue(resource) is null or "")
        {
            field.SetValue(resource, value);
        }
    }

    static IMessage Copy(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());
}

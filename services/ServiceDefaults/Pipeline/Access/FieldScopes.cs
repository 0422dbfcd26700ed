using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Mastery.Contracts;

namespace Mastery.ServiceDefaults;

/// <summary>The fields of a message, however deep, that need a scope of their own.</summary>
sealed class FieldScopes
{
    static readonly ConcurrentDictionary<MessageDescriptor, FieldScopes> Known = new();

    readonly List<(FieldDescriptor Field, string Scope)> _scoped = [];
    readonly List<(FieldDescriptor Field, FieldScopes Inside)> _nested = [];
    readonly FieldDescriptor? _withheld;
    readonly FieldDescriptor? _name;

    FieldScopes(MessageDescriptor message)
    {
        _withheld = message.FindFieldByName("withheld_fields");
        _name = ContractResource.Of(message) is null ? null : message.FindFieldByName("name");
    }

    /// <summary>Whether no field below needs a scope: then there is nothing to do per call.</summary>
    public bool None => _scoped.Count == 0 && _nested.Count == 0;

    public static FieldScopes Of(MessageDescriptor message) =>
        Known.GetOrAdd(message, descriptor => HasScoped(descriptor, [])
            ? Compile(descriptor, []) : new FieldScopes(descriptor));

    /// <summary>Clears what the caller may not see, and says in <c>withheld_fields</c> which fields these are, whether
    /// or not they held a value.</summary>
    public void Withhold(IMessage message, IReadOnlySet<string> scopes)
    {
        foreach (var (field, scope) in _scoped)
        {
            if (!scopes.Contains(scope))
            {
                field.Accessor.Clear(message);
            }
        }

        foreach (var (field, inside) in _nested)
        {
            foreach (var item in Items(field, message))
            {
                inside.Withhold(item, scopes);
            }
        }

        if (_withheld?.Accessor.GetValue(message) is IList names)
        {
            names.Clear();
            Paths("").Where(found => !scopes.Contains(found.Scope)).ToList().ForEach(found => names.Add(found.Path));
        }
    }

    /// <summary>Notes the fields that need a scope, which the caller has, and hold a value, by the resource that they
    /// are of.</summary>
    /// <param name="message">An answer.</param>
    /// <param name="scopes">The caller's scopes.</param>
    /// <param name="reads">Where they are noted.</param>
    /// <param name="resource">The resource around the message; empty for none.</param>
    /// <param name="prefix">The path to the message from that resource.</param>
    public void Note(IMessage message, IReadOnlySet<string> scopes, SensitiveReads reads, string resource = "",
        string prefix = "")
    {
        if (_name?.Accessor.GetValue(message) is string { Length: > 0 } name)
        {
            (resource, prefix) = (name, "");
        }

        foreach (var (field, _) in _scoped.Where(one => scopes.Contains(one.Scope) && IsSet(one.Field, message)))
        {
            reads.Add(resource, prefix + field.Name);
        }

        foreach (var (field, inside) in _nested)
        {
            foreach (var item in Items(field, message))
            {
                inside.Note(item, scopes, reads, resource, $"{prefix}{field.Name}.");
            }
        }
    }

    /// <summary>Refuses what the caller may not say.</summary>
    /// <exception cref="ApiError">PERMISSION_DENIED naming the missing scope.</exception>
    public void Require(IMessage message, IReadOnlySet<string> scopes)
    {
        foreach (var (field, scope) in _scoped)
        {
            if (!scopes.Contains(scope) && IsSet(field, message))
            {
                throw ApiError.PermissionDenied(scope);
            }
        }

        foreach (var (field, inside) in _nested)
        {
            foreach (var item in Items(field, message))
            {
                inside.Require(item, scopes);
            }
        }
    }

    /// <summary>Refuses a mask that would write a field the caller may not even see.</summary>
    public void Require(FieldMask mask, IReadOnlySet<string> scopes)
    {
        foreach (var (path, scope) in Paths(""))
        {
            if (!scopes.Contains(scope) && mask.Paths.Select(Masks.Snake)
                .Any(named => named == "*" || Covers(named, path) || Covers(path, named)))
            {
                throw ApiError.PermissionDenied(scope);
            }
        }
    }

    /// <summary>Refuses an update without a mask that would replace a list, or a map, of messages in which the caller
    /// does not see all: what it does not see would be lost.</summary>
    /// <exception cref="ApiError">PERMISSION_DENIED naming the missing scope.</exception>
    public void RequireSeenLists(IMessage patch, IReadOnlySet<string> scopes)
    {
        foreach (var (field, inside) in _nested)
        {
            if (!field.IsRepeated)
            {
                Items(field, patch).ToList().ForEach(item => inside.RequireSeenLists(item, scopes));
            }
            else if (IsSet(field, patch)
                && inside.Paths("").Select(found => found.Scope).FirstOrDefault(scope => !scopes.Contains(scope))
                    is { } missing)
            {
                throw ApiError.PermissionDenied(missing);
            }
        }
    }

    /// <summary>The scope that the field of <paramref name="path"/> needs; null when it needs none.</summary>
    public string? ScopeOf(string path) =>
        Paths("").Where(found => Covers(found.Path, path)).Select(found => found.Scope).FirstOrDefault();

    /// <summary>Every scoped field's path; recursion ends where a message contains itself.</summary>
    public IEnumerable<(string Path, string Scope)> Paths(string prefix, int depth = 0) =>
        _scoped.Select(scoped => (prefix + scoped.Field.Name, scoped.Scope))
            .Concat(depth > 5 ? [] : _nested.SelectMany(nested =>
            nested.Inside.Paths(prefix + nested.Field.Name + ".", depth + 1)));

    static bool Covers(string outer, string path) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] == '.');

    static FieldScopes Compile(MessageDescriptor message, Dictionary<MessageDescriptor, FieldScopes> done)
    {
        if (done.TryGetValue(message, out var known))
        {
            return known;
        }

        var scopes = done[message] = new FieldScopes(message);
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (ScopeOf(field) is { } scope)
            {
                scopes._scoped.Add((field, scope));
            }
            else if (Inner(field) is { } inner && HasScoped(inner, []))
            {
                scopes._nested.Add((field, Compile(inner, done)));
            }
        }

        return scopes;
    }

    static bool HasScoped(MessageDescriptor message, HashSet<MessageDescriptor> seen) => seen.Add(message)
        && message.Fields.InDeclarationOrder().Any(field => ScopeOf(field) is not null
            || (Inner(field) is { } inner && HasScoped(inner, seen)));

    static string? ScopeOf(FieldDescriptor field) =>
        ContractField.Of(field).Scope is { Length: > 0 } scope ? scope : null;

    static MessageDescriptor? Inner(FieldDescriptor field) => field switch
    {
        { IsMap: true } => field.MessageType.FindFieldByNumber(2) is { FieldType: FieldType.Message } value
            ? value.MessageType : null,
        { FieldType: FieldType.Message } => field.MessageType,
        _ => null,
    };

    static IEnumerable<IMessage> Items(FieldDescriptor field, IMessage message) =>
        field.Accessor.GetValue(message) switch
        {
            IMessage one => [one],
            IDictionary map => map.Values.Cast<IMessage>(),
            IList list => list.Cast<IMessage>(),
            _ => [],
        };

    static bool IsSet(FieldDescriptor field, IMessage message) => field.HasPresence
        ? field.Accessor.HasValue(message)
        : field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            ICollection items => items.Count > 0,
            ByteString bytes => bytes.Length > 0,
            bool flag => flag,
            System.Enum value => Convert.ToInt32(value, null) != 0,
            IConvertible number => number.ToDouble(null) != 0,
            _ => true,
        };
}

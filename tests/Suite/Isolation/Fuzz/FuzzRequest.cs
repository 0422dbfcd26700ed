using Google.Protobuf;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Writes the request of one call.</summary>
sealed class FuzzRequest(IReadOnlyList<FuzzSeed> seeds, Harvest harvest, Random dice)
{
    const string Stale = "\"stale\"";

    /// <summary>A request about the data of <paramref name="seed"/>, mixed with that of others; null where it could
    /// change what the caller may change, and would use it up.</summary>
    public IMessage? For(ContractMethod method, FuzzPrincipal by, FuzzSeed seed)
    {
        var request = Mixed(seed.Data.Requests.For(method.Descriptor, Stale), by, seed);
        if (!method.IsRead)
        {
            // What callers write of their own has no word, else it would be taken for another's.
            request = seeds.SelectMany(marked => new[] { marked.Word, marked.HubWord })
                .Aggregate(request, (text, word) => Messages.Replaced(text, word, "Unmarked"));
            var own = by.Owns(seed)
                || (by.Hub.Length > 0 && $"{request}".Contains(by.Hub, StringComparison.Ordinal));
            if (own && (NamesSeveral(request, by) || !TryHarmless(request, method)))
            {
                return null;
            }

            if (!own)
            {
                SetVersion(request);
            }
        }

        foreach (var field in request.Descriptor.Fields.InDeclarationOrder())
        {
            Choose(request, field, method);
        }

        return request;
    }

    /// <summary>Whether a hub writes of one of its schools with names of another, such as an Advocate from there: the
    /// first school may see it then.</summary>
    bool NamesSeveral(IMessage request, FuzzPrincipal by)
    {
        var text = $"{request}";
        return seeds.Count(seed => by.Owns(seed)
            && seed.Ids.Any(id => text.Contains(id, StringComparison.Ordinal))) > 1;
    }

    /// <summary>Whether a write of the caller's own is a trial, names a version of another time, or makes something
    /// new.</summary>
    static bool TryHarmless(IMessage request, ContractMethod method)
    {
        if (request.Descriptor.FindFieldByName("validate_only") is { } trial)
        {
            trial.Accessor.SetValue(request, true);
            return true;
        }

        return HubMethods.HasEtag(method.Descriptor)
            || method.Descriptor.Name.StartsWith("Create", StringComparison.Ordinal);
    }

    /// <summary>Names the present versions of what is written, so that nothing but its hub stands in the way.</summary>
    void SetVersion(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field is { Name: "etag", FieldType: FieldType.String })
            {
                field.Accessor.SetValue(message, harvest.Etag(dice));
            }
            else if (HubMethods.Resource(field) is not null && field.Accessor.GetValue(message) is IMessage resource)
            {
                SetVersion(resource);
            }
        }
    }

    /// <summary>The request with a hub, or a name, replaced by another's.</summary>
    IMessage Mixed(IMessage request, FuzzPrincipal by, FuzzSeed seed)
    {
        var other = Pick(seeds);
        return dice.Next(8) switch
        {
            0 when by.Hub.Length > 0 => Messages.Replaced(request, seed.Data.Hub + "/", by.Hub + "/"),
            1 when by.Hub.Length > 0 => Messages.Replaced(request, $"\"{seed.Data.Hub}\"", $"\"{by.Hub}\""),
            2 => Messages.Replaced(request, seed.Data.Hub, "hubs/-"),
            3 => Messages.Replaced(request, seed.Data.Hub, "hubs/national"),
            4 or 5 => Swapped(request, seed, other),
            _ => request,
        };
    }

    /// <summary>One name of the request is replaced by another's of its type, in full or the id alone.</summary>
    IMessage Swapped(IMessage request, FuzzSeed seed, FuzzSeed other)
    {
        var text = $"{request}";
        var types = seed.Types
            .Where(type => text.Contains(seed.Data.Name(type), StringComparison.Ordinal)).ToList();
        if (types.Count == 0)
        {
            return request;
        }

        var type = Pick(types);
        var (from, to) = (seed.Data.Name(type), other.Data.Name(type));
        return dice.Next(2) == 0
            ? Messages.Replaced(request, from, to)
            : Messages.Replaced(request, from.Split('/')[^1], to.Split('/')[^1]);
    }

    /// <summary>Sets what stands beside names: pages, filters, orders, request ids.</summary>
    void Choose(IMessage request, FieldDescriptor field, ContractMethod method)
    {
        object? value = field switch
        {
            { Name: "page_size" } => dice.Next(1, 4),
            { Name: "page_token" } when dice.Next(4) == 0 => harvest.PageToken(method, dice),
            { Name: "filter" } when dice.Next(3) == 0 => Filter(method),
            { Name: "order_by" } when dice.Next(4) == 0 => Order(method),
            // Few of them, so that several callers send the same.
            { Name: "request_id" } when dice.Next(2) == 0 =>
                $"00000000-0000-4000-8000-{dice.Next(20):x12}",
            { FieldType: FieldType.Bool, IsRepeated: false } when method.IsRead => dice.Next(2) == 0,
            _ => null,
        };
        if (value is not null)
        {
            field.Accessor.SetValue(request, value);
        }
    }

    string Filter(ContractMethod method)
    {
        var fields = Listed(method);
        return fields.Count == 0 ? "" : string.Join(dice.Next(2) == 0 ? " OR " : " AND ",
            Enumerable.Range(0, dice.Next(1, 3))
                .Select(_ => $"{Pick(fields).Path} {Pick(["=", ":", "!="])} {Value()}"));
    }

    string Order(ContractMethod method) =>
        Listed(method).Where(field => field.Orders).ToList() is { Count: > 0 } fields ? Pick(fields).Path : "";

    /// <summary>A value of somebody's data. A mark is cut short: whole, it could not be told from one that is
    /// answered.</summary>
    string Value()
    {
        var seed = Pick(seeds);
        return dice.Next(4) switch
        {
            0 => $"\"{seed.Word[..5]}\"",
            1 => $"\"*{seed.Word[..4]}*\"",
            2 => $"\"{seed.Data.Name(Pick(seed.Types))}\"",
            _ => "\"\"",
        };
    }

    static IReadOnlyList<ListField> Listed(ContractMethod method) => method.Descriptor.OutputType.Fields
        .InDeclarationOrder().FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message })
        is { } rows ? ListField.Of(rows.MessageType) : [];

    T Pick<T>(IReadOnlyList<T> choices) => choices[dice.Next(choices.Count)];
}

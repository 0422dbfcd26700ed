using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>What somebody could have learnt of the data of every hub: its versions, and page tokens of its
/// lists.</summary>
sealed class Harvest
{
    readonly List<string> _etags = [];
    readonly Dictionary<string, List<string>> _pages = [];
    readonly SortedSet<string> _unmarked = new(StringComparer.Ordinal);

    /// <summary>The types whose texts could have the word of their hub and do not.</summary>
    public IReadOnlyCollection<string> Unmarked => _unmarked;

    /// <summary>Reads everything once as its owners.</summary>
    public static async Task<Harvest> OfAsync(RunningSuite suite, IReadOnlyList<FuzzSeed> seeds)
    {
        var harvest = new Harvest();
        foreach (var seed in seeds)
        {
            var invoker = suite.Invoker(suite.Tokens.Sign(Token.Of(seed.Hub)));
            foreach (var method in ContractIndex.Methods.Where(
                method => method is { IsRead: true, IsStreaming: false }))
            {
                try
                {
                    await harvest.TakeAsync(invoker, method, seed, seeds);
                }
                catch (RpcException refusal) when (refusal.StatusCode != StatusCode.Internal)
                {
                    // For example national data that only other tests make.
                }
            }
        }

        return harvest;
    }

    /// <summary>The version of something.</summary>
    public string Etag(Random dice) => _etags[dice.Next(_etags.Count)];

    /// <summary>A page token of the method, of whichever caller.</summary>
    public string? PageToken(ContractMethod method, Random dice) =>
        _pages.GetValueOrDefault($"{method}") is { } tokens ? tokens[dice.Next(tokens.Count)] : null;

    async Task TakeAsync(CallInvoker invoker, ContractMethod method, FuzzSeed seed, IEnumerable<FuzzSeed> all)
    {
        var request = seed.Data.Requests.For(method.Descriptor);
        if (method.Descriptor.InputType.FindFieldByName("page_size") is { } size)
        {
            size.Accessor.SetValue(request, 1);
        }

        var answer = await MethodCall.SendAsync(invoker, method.Descriptor, request);
        if (Text(answer, "next_page_token") is { Length: > 0 } page)
        {
            _pages.TryAdd($"{method}", []);
            _pages[$"{method}"].Add(page);
        }

        if (ContractResource.Of(answer.Descriptor) is { HubOwned: true } type && HasText(answer.Descriptor, 0)
            && !all.Any(one => one.Hub == seed.Hub && $"{answer}".Contains(one.Word, StringComparison.Ordinal))
            && !$"{answer}".Contains(seed.HubWord, StringComparison.Ordinal))
        {
            _unmarked.Add(type.Type);
        }

        if (Text(answer, "etag") is { Length: > 0 } etag)
        {
            _etags.Add(etag);
        }
    }

    static bool HasText(MessageDescriptor message, int depth) => message.Fields.InDeclarationOrder().Any(field =>
        Canary.IsFree(field) || (depth < 3 && !ContractField.Of(field).OutputOnly
            && field is { FieldType: FieldType.Message, IsMap: false }
            && field.MessageType.File.Package.StartsWith("mastery.", StringComparison.Ordinal)
            && HasText(field.MessageType, depth + 1)));

    static string? Text(IMessage answer, string field) =>
        answer.Descriptor.FindFieldByName(field)?.Accessor.GetValue(answer) as string;
}

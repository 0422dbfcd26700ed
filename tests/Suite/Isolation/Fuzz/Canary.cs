using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Mastery.Contracts;
using Mastery.Testing;
using Status = Grpc.Core.Status;

namespace Mastery.Suite.Tests.Isolation.Fuzz;

/// <summary>Puts a word that is nowhere else into every text that a write sends, and into those that it could
/// send.</summary>
/// <param name="word">The word.</param>
/// <param name="hubWord">The word for what is of the hub as a whole, and is told to all of its schools.</param>
sealed class Canary(string word, string hubWord) : Interceptor
{
    const string OfHub = "UpdateTermDates";
    const int Shortest = 50;

    /// <summary>Texts that mean something by their letters, though the contract states no pattern for them.</summary>
    static readonly string[] Meaning =
    [
        "system", "subject", "role", "unit", "uri", "issuer", "value", "id", "external_group",
    ];

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        context.Method.Name.StartsWith("Get", StringComparison.Ordinal)
            || context.Method.Name.StartsWith("List", StringComparison.Ordinal)
            ? continuation(request, context)
            : new(MarkedAsync((IMessage)request, context.Method.Name == OfHub ? hubWord : word,
                    marked => continuation((TRequest)marked, context).ResponseAsync),
                Task.FromResult<Metadata>([]), () => Status.DefaultSuccess, () => [], () => { });

    /// <summary>Sends a request with the word in its texts, but for those that have to be something else.</summary>
    static async Task<T> MarkedAsync<T>(IMessage request, string by, Func<IMessage, Task<T>> send)
    {
        HashSet<string> refused = [];
        while (true)
        {
            var marked = Messages.Copy(request);
            Mark(marked, by, refused);
            try
            {
                return await send(marked);
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
            {
                var named = exception.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations
                    .Select(violation => violation.Field.Split('.')[^1].Split('[')[0]) ?? [];
                var before = refused.Count;
                refused.UnionWith(named);
                if (refused.Count == before)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Whether a field can hold any text.</summary>
    public static bool IsFree(FieldDescriptor field) => field is { FieldType: FieldType.String, IsMap: false }
        && ContractField.Of(field) is { OutputOnly: false, Identifier: false, Type: "", ChildType: "", Format: 0 } rules
        && rules.Rules is not { Pattern.Length: > 0 } && rules.MaxLength >= Shortest
        && field.Name is not ("name" or "parent" or "etag" or "page_token" or "filter" or "order_by")
        && !Meaning.Contains(field.Name);

    // What a record of a file says beside a name decides whose it is.
    static bool MayFill(FieldDescriptor field) => field.RealContainingOneof is null
        && !field.ContainingType.FullName.Contains("Record", StringComparison.Ordinal);

    static void Mark(IMessage message, string by, HashSet<string> refused)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (IsFree(field) && !refused.Contains(field.Name) && (value is not "" || MayFill(field)))
            {
                Mark(message, field, value, by);
            }
            else if (field is { FieldType: FieldType.Message, IsMap: false }
                && field.MessageType.File.Package.StartsWith("mastery.", StringComparison.Ordinal))
            {
                foreach (var part in value as IList ?? (value is null ? [] : new[] { value }))
                {
                    Mark((IMessage)part, by, refused);
                }
            }
        }
    }

    static void Mark(IMessage message, FieldDescriptor field, object? value, string by)
    {
        if (value is IList<string> texts)
        {
            for (var index = 0; index < texts.Count; index++)
            {
                texts[index] = $"{texts[index]} {by}";
            }
        }
        else
        {
            field.Accessor.SetValue(message, $"{value} {by}".Trim());
        }
    }
}

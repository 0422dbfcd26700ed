using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>What an answer has of fields that need a scope of their own: which fields of which resources. It becomes an
/// entry of the table <c>sensitive_read</c> in each hub whose resources these are. A read over every hub, whatever it
/// is answered, becomes one of <see cref="ResourceName.National"/>, and one by rights that were given in an emergency
/// becomes one of the hub.</summary>
sealed class SensitiveReads
{
    readonly Dictionary<string, (HashSet<string> Resources, HashSet<string> Fields)> _hubs = [];
    readonly string _hub;

    /// <param name="hub">The hub of what is under no hub.</param>
    public SensitiveReads(string hub) => _hub = hub;

    /// <summary>Makes an answer ready to leave: withholds what the caller may not see, and enters what it sees unless
    /// the transaction of a write has entered it.</summary>
    public static async Task AnswerAsync(ServerCallContext context, IMessage answer)
    {
        var call = context.Call();
        if (call.Contract is not { ResponseScopes: var fields } || (fields.None && !call.EntersRead))
        {
            return;
        }

        fields.Withhold(answer, call.Scopes);
        // A service without a database has nothing of its own: those whose answers it passes on have entered them.
        if (!call.SensitiveReadsEntered && !HasNoBody(context, call)
            && context.GetHttpContext().RequestServices.GetService<DbSession>() is { } db
            && Commands(call, answer) is { Count: > 0 } commands)
        {
            await db.EnterReadsAsync(commands);
        }
    }

    /// <summary>Whether the answer goes out without a body: 304, and the answer to HEAD.</summary>
    static bool HasNoBody(ServerCallContext context, CallScope call) =>
        call.Rest is { NotModified: true } || (call.Rest is not null && HeadRequests.Was(context.GetHttpContext()));

    /// <summary>The statements that enter an answer; none where it has no such value and is of one hub.</summary>
    /// <param name="call">The call, whose scopes say what the caller sees.</param>
    /// <param name="answer">The answer, or what it will be; it is left as it is.</param>
    public static List<NpgsqlBatchCommand> Commands(CallScope call, IMessage answer)
    {
        if (call.Contract is not { ResponseScopes: var fields } || (fields.None && !call.EntersRead))
        {
            return [];
        }

        var reads = new SensitiveReads(call.Hub);
        fields.Note(answer, call.Scopes, reads);
        if (call.EntersRead)
        {
            var (hub, resource) = call.OverEveryHub
                ? (ResourceName.National, "hubs/-")
                : (call.Hub, $"hubs/{call.Hub}");
            reads._hubs[hub] = ([resource], ["*"]);
        }

        return reads.Commands(call);
    }

    /// <summary>Notes a field that holds a value.</summary>
    /// <param name="resource">The resource that it is of; empty for none.</param>
    /// <param name="path">The field's path in it.</param>
    public void Add(string resource, string path)
    {
        var hub = resource.HubId() is { Length: > 0 } named ? named : _hub;
        if (!_hubs.TryGetValue(hub, out var found))
        {
            _hubs[hub] = found = ([], []);
        }

        found.Resources.Add(resource);
        found.Fields.Add(path);
    }

    /// <summary>The statements that enter what was noted; none where nothing was.</summary>
    public List<NpgsqlBatchCommand> Commands(CallScope call)
    {
        List<NpgsqlBatchCommand> commands = [];
        foreach (var (hub, (resources, fields)) in _hubs.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            commands.Add(DbSession.HubCommand(hub));
            commands.Add(new("""
                INSERT INTO sensitive_read
                    (hub_id, id, actor, token_id, method, request_hub, resources, fields, trace_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """)
            {
                Parameters =
                {
                    new() { Value = hub },
                    new() { Value = Guid.CreateVersion7() },
                    new() { Value = call.Actor },
                    new() { Value = call.Caller.TokenId },
                    new() { Value = call.Method.TrimStart('/') },
                    new() { Value = call.Hub },
                    new() { Value = resources.Order(StringComparer.Ordinal).ToArray() },
                    new() { Value = fields.Order(StringComparer.Ordinal).ToArray() },
                    new() { Value = Activity.Current?.TraceId.ToString() ?? "" },
                },
            });
        }

        return commands;
    }
}

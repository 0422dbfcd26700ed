using Google.Protobuf;
using Npgsql;

namespace Mastery.ServiceDefaults;

public sealed partial class DbSession
{
    /// <summary>Enters who was answered what needs a scope of its own, in one round trip and for all hubs or
    /// none.</summary>
    /// <param name="commands">See <see cref="SensitiveReads.Commands(CallScope, IMessage)"/>.</param>
    internal async Task EnterReadsAsync(List<NpgsqlBatchCommand> commands)
    {
        await using var opened = await OpenAsync();
        await using var batch = new NpgsqlBatch(opened.Connection);
        commands.ForEach(batch.BatchCommands.Add);
        await batch.ExecuteNonQueryAsync(call.Cancellation);
    }

    /// <summary>The same statements for the transaction of a write, which then is in its own hub again.</summary>
    List<NpgsqlBatchCommand> ReadCommands(IMessage? answer) =>
        answer is not null && SensitiveReads.Commands(call, answer) is { Count: > 0 } commands
            ? [.. commands, HubCommand(call.Hub)]
            : [];
}

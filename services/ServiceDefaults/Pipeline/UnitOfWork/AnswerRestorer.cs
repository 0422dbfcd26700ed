using System.Collections;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>Puts the personal values of a stored answer back, as the change log has them: after an erasure they are
/// empty.</summary>
/// <param name="db">The call's session.</param>
/// <param name="call">The call, whose request id the first one had too.</param>
/// <param name="revision">The last revision before the first call's own.</param>
sealed class AnswerRestorer(DbSession db, CallScope call, long revision)
{
    /// <summary>Restores every resource in the answer.</summary>
    public async Task RestoreAsync(IMessage answer)
    {
        if (PersonalFields.Of(answer.Descriptor).None)
        {
            return;
        }

        foreach (var resource in Resources(answer).ToList())
        {
            await RestoreResourceAsync(resource);
        }
    }

    /// <summary>What the first call changed says how the resource was; else its last change before.</summary>
    async Task RestoreResourceAsync(IMessage resource)
    {
        var name = (string)resource.Descriptor.FindFieldByName("name").Accessor.GetValue(resource);
        var parts = await db.QueryAsync<Part>("""
            SELECT p.value ->> 'after' AS after
            FROM (SELECT revision, ordinal FROM change
                  WHERE hub_id = @Hub AND resource = @name
                      AND (revision <= @revision OR (request_id = @RequestId AND actor = @Actor))
                  ORDER BY revision DESC, ordinal DESC LIMIT 1) AS c
            JOIN change_personal p ON p.hub_id = @Hub AND (p.revision, p.ordinal) = (c.revision, c.ordinal)
            WHERE p.value ? 'after'
            """,
            new { call.Hub, name, revision, call.RequestId, call.Actor }, inHub: true, beyondBound: true);
        foreach (var part in parts)
        {
            PersonalFields.Of(resource.Descriptor)
                .Restore(resource, JsonParser.Default.Parse(part.After, resource.Descriptor));
        }
    }

    static IEnumerable<IMessage> Resources(IMessage message) =>
        message.Descriptor.GetOptions()?.GetExtension(ResourceExtensions.Resource) is not null
            ? [message]
            : message.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message)
                .SelectMany(field => field.Accessor.GetValue(message) switch
                {
                    IMessage one => Resources(one),
                    IDictionary => [],
                    IList items => items.Cast<IMessage>().SelectMany(Resources),
                    _ => [],
                });

    sealed record Part
    {
        public required string After { get; init; }
    }
}

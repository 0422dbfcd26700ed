using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Access.V1;
using Mastery.Clients;
using Mastery.Common.V1;
using Mastery.Contracts;
using Mastery.DevelopmentPlans.V1;
using Mastery.Participants.V1;
using Mastery.Suite.Tests.Isolation;
using Mastery.Suite.Tests.Running;
using Mastery.Testing;
using Mastery.Webhooks.V1;

namespace Mastery.Suite.Tests.Writes;

/// <summary>The change log of every resource during concurrent writes.</summary>
[Collection(SeededHubsGroup.Name)]
public sealed class ChangeLogTests(RunningSuite suite)
{
    const int Writers = 6;
    const string Hub = $"hubs/{RunningSuite.Hub}";

    [Fact]
    public async Task The_last_entry_of_every_resource_equals_the_resource()
    {
        await Task.WhenAll(Enumerable.Range(981_000, Writers).Select(WriteAsync));

        var compared = 0;
        List<string> wrong = [];
        foreach (var service in Databases.Services)
        {
            foreach (var row in await suite.Databases.ReadAsync(service, LastEntries))
            {
                compared++;
                wrong.AddRange(await CompareAsync(JsonNode.Parse(row)!.AsObject()));
            }
        }

        Assert.Empty(wrong);
        Assert.True(compared > Writers * 7, $"only {compared} resources are in the log");
    }

    [Fact]
    public async Task Revisions_have_no_gap_and_every_chain_verifies()
    {
        await Task.WhenAll(Enumerable.Range(981_100, Writers).Select(WriteAsync));

        foreach (var service in Databases.Services)
        {
            Assert.Empty(await suite.Databases.ReadAsync(service, """
                SELECT format('%s: %s revisions up to %s', hub_id, count(DISTINCT c.revision), r.revision)
                FROM revision r LEFT JOIN change c USING (hub_id)
                GROUP BY hub_id, r.revision HAVING count(DISTINCT c.revision) <> r.revision
                """));
            Assert.Empty(await suite.Databases.ReadAsync(service, BrokenLinks));
        }
    }

    // What other resources say, and what is noted without a change of the resource.
    static readonly HashSet<FieldDescriptor> NotLogged =
    [
        ApiClient.Descriptor.FindFieldByName("last_used_time"),
        School.Descriptor.FindFieldByName("hub_display_name"),
        School.Descriptor.FindFieldByName("hub_contact_email"),
        TrustMembership.Descriptor.FindFieldByName("school_display_name"),
        TrustMembership.Descriptor.FindFieldByName("trust_display_name"),
        Webhook.Descriptor.FindFieldByName("revision"),
        Webhook.Descriptor.FindFieldByName("failure_count"),
        Webhook.Descriptor.FindFieldByName("next_attempt_time"),
        Webhook.Descriptor.FindFieldByName("last_delivery_time"),
        Webhook.Descriptor.FindFieldByName("last_failure"),
        Webhook.Descriptor.FindFieldByName("last_status"),
    ];

    // By revision: the time of a change is that of its transaction's begin, before it waits for a lock. Where somebody
    // was erased, the entry says less than the resource.
    const string LastEntries = """
        SELECT to_jsonb(last) FROM (
            SELECT DISTINCT ON (c.resource, c.resource_type) c.resource AS name, c.resource_type AS type, c.after,
                (SELECT jsonb_agg(p.value -> 'after') FROM change_personal p
                 WHERE (p.hub_id, p.revision, p.ordinal) = (c.hub_id, c.revision, c.ordinal)) AS personal,
                EXISTS (SELECT FROM change_personal p
                    WHERE (p.hub_id, p.revision, p.ordinal) = (c.hub_id, c.revision, c.ordinal)
                        AND p.value IS NULL) AS erased
            FROM change c
            ORDER BY c.resource, c.resource_type, c.revision DESC, c.ordinal DESC) AS last
        WHERE NOT last.erased
        """;

    const string BrokenLinks = """
        SELECT format('%s: revision %s', hub_id, revision) FROM (
            SELECT hub_id, revision, (array_agg(previous_hash ORDER BY ordinal))[1] AS previous_hash,
                lag(sha256(string_agg(hash, '' ORDER BY ordinal)), 1, ''::bytea)
                    OVER (PARTITION BY hub_id ORDER BY revision) AS before
            FROM change GROUP BY hub_id, revision) AS link
        WHERE previous_hash IS DISTINCT FROM before
        """;

    /// <summary>The differences between the resource, as the API returns it, and its last entry.</summary>
    async Task<IReadOnlyList<string>> CompareAsync(JsonObject entry)
    {
        var (name, type) = ((string)entry["name"]!, (string)entry["type"]!);
        if (ContractIndex.Resources.FirstOrDefault(resource => resource.Type == type) is not { } resource)
        {
            return [];
        }

        var logged = entry["after"] is JsonObject after ? Parse(resource, after, entry["personal"] as JsonArray) : null;
        var answered = await GetAsync(resource, name);
        if (answered is TermDates { EnglandDefault: true })
        {
            // Answered where the hub has set none: nothing was written that an entry could be about.
            answered = null;
        }

        return Equals(logged, answered)
            ? []
            : [$"{name} is {answered?.ToString() ?? "gone"} and was logged as {logged}"];
    }

    static IMessage Parse(ContractResource resource, JsonObject after, JsonArray? personal)
    {
        foreach (var part in personal?.OfType<JsonObject>() ?? [])
        {
            Merge(part, after);
        }

        return JsonParser.Default.Parse(after.ToJsonString(), resource.Message);
    }

    /// <summary>Merges the personal values into the entry again.</summary>
    static void Merge(JsonObject part, JsonObject into)
    {
        foreach (var (key, value) in part)
        {
            switch (value, into[key])
            {
                case (JsonObject inner, JsonObject there):
                    Merge(inner, there);
                    break;
                case (JsonArray items, JsonArray there):
                    foreach (var (item, target) in items.Zip(there))
                    {
                        Merge(item!.AsObject(), target!.AsObject());
                    }

                    break;
                default:
                    into[key] = value?.DeepClone();
                    break;
            }
        }
    }

    /// <summary>The resource without the sentences that the service makes of its other fields, which the contract says
    /// are not logged, and without what it shows of other resources, which their entries have.</summary>
    static IMessage WithoutExplanations(IMessage resource)
    {
        foreach (var field in resource.Descriptor.Fields.InDeclarationOrder().Where(field =>
            NotLogged.Contains(field)
            || field.Name.EndsWith("_explanation", StringComparison.Ordinal)))
        {
            field.Accessor.Clear(resource);
        }

        return resource;
    }

    async Task<IMessage?> GetAsync(ContractResource resource, string name)
    {
        // Where a type has a collection in each of several services, the collection says whose it is.
        var get = ContractIndex.Methods.Single(method =>
            method.Descriptor.Name == $"Get{resource.Message.Name}"
                && method.Descriptor.OutputType == resource.Message
                && (resource.Patterns.Count == 1 || method.Routes[0].Segments.Contains(name.Split('/')[^2])));
        var request = Messages.Empty(get.Descriptor.InputType);
        Messages.Set(request, "name", name);
        try
        {
            var token = await suite.TokenAsync(ReaderOf(name));
            return WithoutExplanations(
                await MethodCall.SendAsync(suite.Channel.CreateCallInvoker(), get.Descriptor, request, token));
        }
        catch (RpcException gone) when (gone.StatusCode == StatusCode.NotFound
            || gone.ToMasteryError().Reason == "MOVED")
        {
            return null;
        }
    }

    static string ReaderOf(string name) => name.StartsWith($"{Hub}/", StringComparison.Ordinal) ? RunningSuite.HubClient
        : name.StartsWith($"hubs/{RunningSuite.OtherHub}/", StringComparison.Ordinal) ? RunningSuite.OtherHubClient
        : RunningSuite.Operator;

    /// <summary>One of several concurrent writers that create, update and delete resources of one hub.</summary>
    async Task WriteAsync(int urn)
    {
        await HubSchools.ImportAsync(suite, urn);
        var api = suite.As(RunningSuite.HubClient);
        var department = await api.People.CreateDepartmentAsync(
            new() { Parent = Hub, Department = new() { School = $"schools/{urn}", Subject = Subject.Mathematics } });
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
            await api.People.CreateParticipantAsync(new()
            {
                Parent = Hub,
                Participant = new()
                {
                    Posts = { new Participant.Types.Post { Department = department.Name } },
                    GivenName = "Ada",
                    FamilyName = $"Lovelace {number}",
                },
            })));
        await api.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = people[0].Name } });
        await Task.WhenAll(people.Select(async (person, number) => await api.People.UpdateParticipantAsync(new()
        {
            Participant = new()
            {
                Name = person.Name,
                Email = $"ada{number}@school.example",
                PreviousNames =
                {
                    new Participant.Types.PreviousName { FamilyName = "Byron" },
                    new Participant.Types.PreviousName { FamilyName = "King" },
                },
            },
        })));
        await api.People.ArchiveParticipantAsync(new() { Name = people[0].Name });
        await api.People.DeleteParticipantAsync(new() { Name = people[3].Name });
        var group = await api.WorkGroups.CreateWorkGroupAsync(new()
        {
            Parent = Hub,
            WorkGroup = new()
            {
                Focus = "projects/NCP24-14/foci/b",
                DisplayName = $"Busy {urn}",
                Capacity = 8,
                WorkGroupLeads = { people[1].Name },
            },
        });
        await api.WorkGroups.OpenWorkGroupAsync(new() { Name = group.Name });
        await api.WorkGroups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "Lovelace has left" });
    }
}

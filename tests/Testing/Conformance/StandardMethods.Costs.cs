using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Mastery.Testing;

/// <summary>What calls cost, which needs no clock: round trips, reads of whole tables, and memory.</summary>
public abstract partial class StandardMethods<TResource>
{
    // 4,024 where it takes most. All that the largest services need for any of their methods takes more.
    const int MostBytesOfService = 5 * 1024;

    // The first times are dearer.
    const int TimesMade = 64;

    static readonly string[] Directions = ["", " desc"];

    /// <summary>How often a read waits for the database: once more where it enters who was answered what.</summary>
    protected virtual int RoundTripsOfRead => 1;

    /// <summary>Whether a list may sort or search all of them: a register of a few thousand at most.</summary>
    protected virtual bool IsSmallRegister => false;

    /// <summary>Fields by which a list over every hub sorts all of them, of which there are few: no index
    /// serves.</summary>
    protected virtual string[] SortedOverEveryHub => [];

    [Fact]
    public async Task Get_waits_for_the_database_no_more_often_than_it_must()
    {
        var name = Name(await MakeAsync());
        var (explained, channel) = await ExplainedAsync();
        var request = ResourceContract.Request(Contract.Get, ("name", name));

        var (_, asked) = await QueryPlans.OfAsync(
            explained, () => ResourceContract.CallAsync(channel, Contract.Get, request));

        Assert.Equal(RoundTripsOfRead, asked.RoundTrips);
        Assert.Empty(asked.WholeTables);
    }

    [Fact]
    public async Task Get_is_prepared_by_the_connections_that_have_seen_it()
    {
        var request = ResourceContract.Request(Contract.Get, ("name", Name(await MakeAsync())));

        Assert.True(await PreparedStatements.SeenAsync(() => CallAsync(Contract.Get, request)));
    }

    [Fact]
    public async Task What_answers_a_Get_is_made_of_little()
    {
        Assert.SkipWhen(Contract.Get is null, "The contract has no Get.");
        var method = $"/{Contract.Get!.Service.FullName}/{Contract.Get.Name}";
        var service = Fixture.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>())
            .First(grpc => grpc?.Method.FullName == method)!.ServiceType;
        var make = ActivatorUtilities.CreateFactory(service, []);

        var least = long.MaxValue;
        for (var time = 0; time < TimesMade; time++)
        {
            await using var services = Fixture.Service.Services.CreateAsyncScope();
            var before = GC.GetAllocatedBytesForCurrentThread();
            make(services.ServiceProvider, null);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{service.Name}: {least} bytes");
        Assert.InRange(least, 1, MostBytesOfService);
    }

    [Fact]
    public async Task List_reads_by_an_index_by_every_filter_and_order()
    {
        var parent = await ParentAsync(Hub);
        await MakeAsync(parent);

        var whole = await WholeTablesAsync(ListRequests(parent), RoundTripsOfRead);

        // Registers that may be read as a whole are the control: it is seen where it happens.
        Assert.True(whole.Count > 0 == IsSmallRegister, string.Join('\n', whole.Values.Distinct()));
    }

    [Fact]
    public async Task List_over_every_hub_reads_by_an_index_by_every_filter_and_order()
    {
        var parent = await ParentAsync(Hub);
        Assert.SkipUnless(parent == $"hubs/{Hub}", "No list over every hub.");
        await MakeAsync(parent);

        // Who read over every hub is entered.
        var whole = await WholeTablesAsync(ListRequests("hubs/-"), 2);

        Assert.True(
            SortedOverEveryHub.Order().SequenceEqual(whole.Keys.Order()), string.Join('\n', whole.Values.Distinct()));
    }

    /// <summary>Of what lists read by a field the tables that no index serves, by the field; empty for the list as it
    /// is.</summary>
    async Task<Dictionary<string, string>> WholeTablesAsync(
        IEnumerable<(string Field, IMessage List)> lists, int roundTrips)
    {
        var (explained, channel) = await ExplainedAsync();
        Dictionary<string, string> whole = [];
        foreach (var (field, list) in lists)
        {
            var (answer, asked) = await QueryPlans.OfAsync(
                explained, () => ResourceContract.CallAsync(channel, Contract.List, list));
            // Where nothing is found, the parent is looked up: it may not exist.
            Assert.InRange(asked.RoundTrips, 1, Contract.Page(answer).Rows.Count == 0 ? 2 : roundTrips);
            // The control: the statements are seen.
            Assert.NotEqual(0, asked.Statements);
            if (asked.WholeTables.FirstOrDefault() is { } table)
            {
                whole[field] = $"{list}: {table}";
            }
        }

        return whole;
    }

    async Task<(TestService Service, Grpc.Net.Client.GrpcChannel Channel)> ExplainedAsync()
    {
        var explained = await Fixture.ExplainedAsync();
        return (explained, explained.Channel(TestIssuer.Sign(Everything)));
    }

    /// <summary>A list as it is, by each field that it filters by, and by each that it orders by.</summary>
    static IEnumerable<(string Field, IMessage List)> ListRequests(string parent)
    {
        yield return ("", ListRequest(parent, "page_size", 2));
        foreach (var field in ListFields)
        {
            if (Takes("filter"))
            {
                yield return (field.Path, ListRequest(parent, "filter", $"{field.Path}:*"));
            }

            foreach (var direction in field.Orders && Takes("order_by") ? Directions : [])
            {
                yield return (field.Path, ListRequest(parent, "order_by", $"{field.Path}{direction}"));
            }
        }
    }

    static bool Takes(string field) => Contract.List?.InputType.FindFieldByName(field) is not null;

    static IMessage ListRequest(string parent, string field, object value) => ResourceContract.Request(
        Contract.List, ("parent", parent.Length == 0 ? null : parent), (field, value));
}

using Grpc.Core;
using State = Mastery.Participants.V1.RosterSync.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>An apply whose connection is lost at some write, or at the commit, of one of three hubs, and is called
/// again. The variable <c>MASTERY_ROSTER_INTERRUPTIONS</c> says how often (200).</summary>
public sealed class InterruptedApplyTests(InterruptedApplyTests.Fixture fixture)
    : IClassFixture<InterruptedApplyTests.Fixture>
{
    const int People = 4;

    static readonly int Points =
        int.TryParse(Environment.GetEnvironmentVariable("MASTERY_ROSTER_INTERRUPTIONS"), out var number) ? number : 200;

    static readonly string[] Hubs = [PeopleFixture.Hub, PeopleFixture.OtherHub, "hubs/west-yorkshire"];

    [Fact]
    public async Task Ends_as_one_that_was_not_interrupted()
    {
        await fixture.ExecuteAsync(Fault);
        var random = new Random(4711);
        var trust = await fixture.TrustAsync(Hubs);
        await fixture.SyncAsync(trust.Source, Feed(trust, 0));
        var lost = 0;
        for (var point = 1; point <= Points; point++)
        {
            var plan = await fixture.PlanAsync(trust.Source, Feed(trust, point), header => header.GuardPercent = 100);
            await SetAsync(random.Next(3), random.Next(26));
            lost += await Record.ExceptionAsync(() => fixture.ApplyAsync(plan)) is RpcException ? 1 : 0;
            await fixture.ExecuteAsync("DELETE FROM fault");

            var applied = await fixture.ApplyAsync(plan);

            Assert.Equal([State.Applied, State.Applied, State.Applied], applied.Slices.Select(slice => slice.State));
            await AssertAsync(trust, point);
        }

        Assert.InRange(lost, Points / 2, Points);
    }

    /// <summary>Each time everybody has another name, one leaves each school and another comes back.</summary>
    static IEnumerable<V1.StaffRecord> Feed(TestTrust trust, int point) => trust.Schools.SelectMany(
        school => Present(point).Select(number => school.Staff(Id(school, number), $"Ada Name{point}")));

    static IEnumerable<int> Present(int point) => Enumerable.Range(0, People + 1).Where(number =>
        number != point % (People + 1));

    static string Id(TestSchool school, int number) => $"{school.Urn}-{number}";

    async Task AssertAsync(TestTrust trust, int point)
    {
        foreach (var school in trust.Schools)
        {
            var people = await fixture.PeopleAtAsync(school);
            var open = people.Where(person => person.State == V1.Participant.Types.State.Active).ToList();
            Assert.Equal(
                Present(point).Select(number => (Id(school, number), $"Name{point}")),
                open.Select(person => (person.ExternalIds.Single(id => id.EndDate.Length == 0).Value,
                    person.FamilyName)).Order());
        }
    }

    Task SetAsync(int hub, int writes) => fixture.ExecuteAsync(
        $"INSERT INTO fault (hub, writes) VALUES ('{Hubs[hub]["hubs/".Length..]}', {writes})");

    /// <summary>The session ends itself at the n-th row that it writes in the hub; at its commit when n is 0.</summary>
    const string Fault = """
        CREATE TABLE fault (hub text PRIMARY KEY, writes integer NOT NULL);
        GRANT SELECT ON fault TO PUBLIC;
        CREATE FUNCTION fail_at_write() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            written integer := coalesce(nullif(current_setting('test.written', true), ''), '0')::integer + 1;
        BEGIN
            PERFORM set_config('test.written', written::text, true);
            IF EXISTS (SELECT FROM fault f WHERE f.hub = NEW.hub_id AND f.writes = written) THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
            END IF;
            RETURN NULL;
        END
        $$;
        CREATE FUNCTION fail_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM fault f WHERE f.hub = NEW.hub_id AND f.writes = 0) THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
            END IF;
            RETURN NULL;
        END
        $$;
        CREATE TRIGGER fail_at_write AFTER INSERT OR UPDATE ON participant
            FOR EACH ROW EXECUTE FUNCTION fail_at_write();
        CREATE TRIGGER fail_at_write AFTER INSERT OR UPDATE ON participant_post
            FOR EACH ROW EXECUTE FUNCTION fail_at_write();
        CREATE TRIGGER fail_at_write AFTER INSERT OR UPDATE ON participant_external_id
            FOR EACH ROW EXECUTE FUNCTION fail_at_write();
        CREATE TRIGGER fail_at_write AFTER INSERT OR UPDATE ON roster_given
            FOR EACH ROW EXECUTE FUNCTION fail_at_write();
        CREATE TRIGGER fail_at_write AFTER UPDATE ON roster_sync
            FOR EACH ROW EXECUTE FUNCTION fail_at_write();
        CREATE CONSTRAINT TRIGGER fail_at_commit AFTER UPDATE ON roster_sync
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_at_commit();
        """;

    /// <summary>A service with a database of its own.</summary>
    public sealed class Fixture : PeopleFixture;
}

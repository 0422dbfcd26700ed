using Mastery.Testing;
using Npgsql;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What becomes of activities that were delivered before the day was kept, in every hub.</summary>
public sealed class DeliveryMigrationTests(PlansFixture fixture)
{
    static readonly string[] Hubs = [PlansFixture.Hub, PlansFixture.OtherHub];

    [Fact]
    public async Task Get_their_last_day_and_others_none()
    {
        await using var database = await fixture.Service.Database.AnotherAsync();
        await using var connection = await database.OpenAsync(DatabaseRole.Owner);
        await connection.RunAsync(
            "ALTER TABLE activity DROP COLUMN hours, DROP COLUMN deliver_date, DROP COLUMN attendances");
        await connection.RunAsync("ALTER TABLE plan DROP COLUMN undelivered_reason");
        foreach (var hub in Hubs)
        {
            await FillAsync(connection, hub);
        }

        await connection.RunScriptAsync<PlanStore>("0111_delivery.sql");

        foreach (var hub in Hubs)
        {
            await connection.SetHubAsync(hub);
            Assert.Equal(
                ["DELIVERED 2024-10-04", "PLANNED none"],
                await connection.ReadAsync(
                    "SELECT state || ' ' || coalesce(deliver_date::text, 'none') FROM activity ORDER BY state"));
        }
    }

    static async Task FillAsync(NpgsqlConnection connection, string hub)
    {
        var plan = Guid.CreateVersion7();
        await connection.SetHubAsync(hub);
        await connection.RunAsync(
            """
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, state)
            VALUES ($1, $2, 'hubs/h/workGroups/w/enrolments/e', 'hubs/h/departments/d', 'projects/NCP24-14/foci/b',
                '2024-25', 'Fluency', 'SHARED')
            """,
            hub,
            plan);
        foreach (var state in (string[])["DELIVERED", "PLANNED"])
        {
            await connection.RunAsync(
                """
                INSERT INTO activity (hub_id, plan_id, id, title, kind, start_date, end_date, state)
                VALUES ($1, $2, gen_random_uuid(), 'Bar models', 'WORKSHOP', '2024-10-03', '2024-10-04', $3)
                """,
                hub,
                plan,
                state);
        }
    }
}

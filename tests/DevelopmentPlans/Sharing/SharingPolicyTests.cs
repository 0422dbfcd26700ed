using Mastery.Testing;
using Npgsql;
using Rating = Mastery.DevelopmentPlans.V1.Review.Types.Rating;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>What the database itself lets a school do with a plan that another one shares, whatever the code
/// does.</summary>
public sealed class SharingPolicyTests(PlansFixture fixture)
{
    const string Hub = PlansFixture.Hub;
    const string None = "0";

    /// <summary>What a department of the same Work Group must not do, by the policy that prevents it. $1 is the plan,
    /// $2 the id of a hub.</summary>
    static readonly Dictionary<string, string> Prevented = new()
    {
        ["plan bound_insert"] = """
            INSERT INTO plan (hub_id, id, enrolment, department, focus, academic_year, title, state)
            SELECT $2, gen_random_uuid(), enrolment, department, focus, academic_year, title, 'SHARED'
            FROM plan WHERE id = $1
            """,
        ["plan bound_update"] = "UPDATE plan SET title = 'X' WHERE id = $1 AND hub_id = $2",
        ["plan bound_delete"] = "DELETE FROM plan WHERE id = $1 AND hub_id = $2",
        ["evidence bound_insert"] = """
            INSERT INTO evidence (hub_id, plan_id, id, kind, collect_date, finding, needs_of)
            SELECT $2, $1, gen_random_uuid(), kind, collect_date, 'X', needs_of FROM evidence WHERE plan_id = $1 LIMIT 1
            """,
        ["evidence bound_update"] = "UPDATE evidence SET finding = 'X' WHERE plan_id = $1 AND hub_id = $2",
        ["evidence bound_delete"] = "DELETE FROM evidence WHERE plan_id = $1 AND hub_id = $2",
        ["aim bound_insert"] = """
            INSERT INTO aim (hub_id, plan_id, id, statement, horizon, status)
            VALUES ($2, $1, gen_random_uuid(), 'X', 'LONG', 'MET')
            """,
        ["aim bound_update"] = "UPDATE aim SET statement = 'X' WHERE plan_id = $1 AND hub_id = $2",
        ["aim bound_delete"] = "DELETE FROM aim WHERE plan_id = $1 AND hub_id = $2",
        ["activity bound_insert"] = """
            INSERT INTO activity (hub_id, plan_id, id, title, kind, start_date, end_date, state)
            VALUES ($2, $1, gen_random_uuid(), 'X', 'OTHER', '2025-01-01', '2025-01-01', 'PLANNED')
            """,
        ["activity bound_update"] = "UPDATE activity SET title = 'X' WHERE plan_id = $1 AND hub_id = $2",
        ["activity bound_delete"] = "DELETE FROM activity WHERE plan_id = $1 AND hub_id = $2",
        ["review bound_insert"] = """
            INSERT INTO review (hub_id, plan_id, id, review_date, aim_reviews, plan_revision)
            VALUES ($2, $1, gen_random_uuid(), '2025-01-01', '[]', 1)
            """,
        ["review bound_delete"] = "DELETE FROM review WHERE plan_id = $1 AND hub_id = $2",
        ["feedback bound_insert"] = """
            INSERT INTO feedback (hub_id, plan_id, id, kind, department, comment, state, plan_revision)
            VALUES ($2, $1, gen_random_uuid(), 'SUPPORT', 'hubs/' || $2 || '/departments/x', 'X', 'OPEN', 1)
            """,
        ["feedback bound_update"] = "UPDATE feedback SET comment = 'X' WHERE plan_id = $1 AND hub_id = $2",
        ["feedback bound_delete"] = "DELETE FROM feedback WHERE plan_id = $1 AND hub_id = $2",
        ["plan_part_version bound_select"] =
            "SELECT 1 FROM plan_part_version WHERE plan_id = $1 AND hub_id = $2",
        ["plan_part_version bound_insert"] = """
            INSERT INTO plan_part_version (hub_id, plan_id, collection, id, revision, first_of_revision, actor)
            VALUES ($2, $1, 'aims', gen_random_uuid(), 1000, true, '')
            """,
        // Without a condition on a column, which the policy of reads would decide.
        ["plan_part_version bound_delete"] =
            "DELETE FROM plan_part_version WHERE $1::uuid IS NOT NULL AND $2::text IS NOT NULL",
        ["term_dates bound_insert"] = """
            INSERT INTO term_dates (hub_id, academic_year, terms) SELECT $2, '2098-99', '[]' FROM plan WHERE id = $1
            """,
        ["term_dates bound_update"] = """
            UPDATE term_dates SET revision = 9 WHERE hub_id = $2 AND EXISTS (SELECT FROM plan WHERE id = $1)
            """,
        ["term_dates bound_delete"] =
            "DELETE FROM term_dates WHERE hub_id = $2 AND EXISTS (SELECT FROM plan WHERE id = $1)",
    };

    public static TheoryData<string> Policies => [.. Prevented.Keys];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Keeps_a_shared_plan_from_the_Work_Group_by_a_policy_without_which_it_would_not(string policy)
    {
        var plan = await FullAsync();
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);
        await using var transaction = await connection.BeginTransactionAsync();
        await BindAsync(connection, plan.Enrolment);

        Assert.Equal(None, await OutcomeAsync(connection, transaction, Prevented[policy], plan));

        // The control.
        var (table, name) = (policy.Split(' ')[0], policy.Split(' ')[1]);
        await connection.RunAsync($"DROP POLICY {name} ON {table}");
        Assert.NotEqual(None, await OutcomeAsync(connection, transaction, Prevented[policy], plan));
    }

    [Fact]
    public async Task Is_tried_for_every_policy_on_what_bound_sessions_write()
    {
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);

        Assert.Equal(
            Prevented.Keys.Order(StringComparer.Ordinal),
            (await connection.ReadAsync("""
                SELECT tablename || ' ' || policyname FROM pg_policies WHERE starts_with(policyname, 'bound_')
                """)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("evidence")]
    [InlineData("aim")]
    [InlineData("activity")]
    [InlineData("review")]
    [InlineData("feedback")]
    public async Task Shows_the_parts_of_a_plan_while_it_is_shared_only(string table)
    {
        var plan = await FullAsync();
        var select = $"SELECT 1 FROM {table} WHERE plan_id = $1 AND hub_id = $2";
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);
        await using var transaction = await connection.BeginTransactionAsync();
        await BindAsync(connection, plan.Enrolment);
        Assert.NotEqual(None, await OutcomeAsync(connection, transaction, select, plan));

        foreach (var over in new[] { "DRAFT", "CLOSED" })
        {
            await BindAsync(connection, "");
            await connection.RunAsync("UPDATE plan SET state = $2 WHERE id = $1", Id(plan), over);
            await BindAsync(connection, plan.Enrolment);
            Assert.Equal(None, await OutcomeAsync(connection, transaction, select, plan));
        }

        // The control.
        await connection.RunAsync($"DROP POLICY bound ON {table}");
        Assert.NotEqual(None, await OutcomeAsync(connection, transaction, select, plan));
    }

    [Fact]
    public async Task Lets_others_raise_the_revision_of_the_plan_that_they_give_feedback_on_only()
    {
        var (plan, another) = (await FullAsync(), await FullAsync());
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);
        await using var transaction = await connection.BeginTransactionAsync();
        await BindAsync(connection, $"{plan.Enrolment},{another.Enrolment}");
        await connection.RunAsync("SELECT set_config('mastery.feedback', $1, true)", plan.Name.Split('/')[^1]);

        foreach (var policy in new[] { "plan bound_update", "plan_part_version bound_insert" })
        {
            Assert.NotEqual(None, await OutcomeAsync(connection, transaction, Prevented[policy], plan));
            Assert.Equal(None, await OutcomeAsync(connection, transaction, Prevented[policy], another));
        }

        foreach (var policy in Prevented.Keys.Except(["plan bound_update", "plan_part_version bound_insert"]))
        {
            Assert.Equal(None, await OutcomeAsync(connection, transaction, Prevented[policy], plan));
        }
    }

    [Fact]
    public async Task Opens_no_plan_for_feedback_that_is_not_shared_with_the_giver()
    {
        var plan = await FullAsync();
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);
        await using var transaction = await connection.BeginTransactionAsync();
        await BindAsync(connection, $"hubs/{Hub}/departments/x");
        await connection.RunAsync("SELECT set_config('mastery.feedback', $1, true)", plan.Name.Split('/')[^1]);

        Assert.Equal(None, await OutcomeAsync(connection, transaction, Prevented["plan bound_update"], plan));
        Assert.Equal(
            None, await OutcomeAsync(connection, transaction, Prevented["plan_part_version bound_insert"], plan));
    }

    [Fact]
    public async Task Hides_from_a_Work_Group_what_a_plan_was_told_in_another_hub()
    {
        var plan = await FullAsync();
        const string Select = "SELECT 1 FROM feedback WHERE plan_id = $1 AND hub_id = $2";
        await using var connection = await fixture.Service.Database.OpenAsync(DatabaseRole.Owner);
        await using var transaction = await connection.BeginTransactionAsync();
        await BindAsync(connection, "");
        await connection.RunAsync(
            "UPDATE feedback SET department = 'hubs/elsewhere/departments/x' WHERE plan_id = $1", Id(plan));

        await BindAsync(connection, plan.Enrolment);
        Assert.Equal(None, await OutcomeAsync(connection, transaction, Select, plan));
        await BindAsync(connection, plan.Department);
        Assert.NotEqual(None, await OutcomeAsync(connection, transaction, Select, plan));
    }

    /// <summary>A shared plan with parts of every kind, in a hub that has set term dates.</summary>
    async Task<V1.Plan> FullAsync()
    {
        var (_, _, other, plan) = await fixture.NeighboursAsync();
        await fixture.ReviewAsync(plan, "2025-02-13", Rating.Amber);
        await fixture.FeedbackAsync(plan, other);
        await fixture.Plans.UpdateTermDatesAsync(new() { TermDates = Examples.TermDates($"hubs/{Hub}", new(2060)) });
        return plan;
    }

    static async Task BindAsync(NpgsqlConnection connection, string bound)
    {
        await connection.SetHubAsync(Hub);
        await connection.RunAsync("SELECT set_config('mastery.bound', $1, true)", bound);
    }

    /// <summary>How many rows a statement finds or writes, or as which error it ends; then it is undone. One that a
    /// policy refuses finds none.</summary>
    static async Task<string> OutcomeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, V1.Plan plan)
    {
        await transaction.SaveAsync("before");
        try
        {
            return sql.StartsWith("SELECT", StringComparison.Ordinal)
                ? $"{(await connection.ReadAsync(sql, Id(plan), Hub)).Count}"
                : $"{await connection.RunAsync(sql, Id(plan), Hub)}";
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege ? None : refusal.SqlState;
        }
        finally
        {
            await transaction.RollbackAsync("before");
        }
    }

    static Guid Id(V1.Plan plan) => Guid.Parse(plan.Name.Split('/')[^1]);
}

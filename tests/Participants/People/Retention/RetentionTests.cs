using System.Globalization;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using LetterState = Mastery.Participants.V1.Letter.Types.State;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>What is personal goes when its time is over, and not before. Records here are made twenty years old; the
/// fixture keeps them for ten.</summary>
public sealed class RetentionTests(PeopleFixture fixture)
{
    const string Hub = "yorkshire-and-the-humber";

    [Fact]
    public async Task Empties_what_is_old_in_the_tables_and_the_log_and_leaves_the_rest()
    {
        var (old, kept) = (await AllAsync("Gone"), await AllAsync("Kept"));
        await AgeAsync(old);
        Assert.NotEmpty(await FindAsync(old));

        var seen = await PreviewAsync();
        Assert.Equal(old.Names.Order(), seen.Records.Select(record => record.Resource).Intersect(old.Names).Order());
        Assert.Empty(seen.Records.Select(record => record.Resource).Intersect(kept.Names));
        Assert.All(seen.Policy.Rules, rule => Assert.Equal(
            (3652, seen.Records.Count(record => record.Class == rule.Class)),
            (rule.Age.ToTimeSpan().TotalDays, rule.DueCount)));
        Assert.NotEmpty(await FindAsync(old));

        // The letter goes with the enquiry that it answers.
        Assert.True(await EraseDueAsync() >= old.Names.Count - 1);

        Assert.Equal([], await FindAsync(old));
        Assert.NotEmpty(await FindAsync(kept));
        Assert.Empty((await PreviewAsync()).Records);
        Assert.Equal(0, await EraseDueAsync());
        Assert.Equal(State.Erased, (await fixture.PersonAsync(old.Person)).State);
        Assert.Equal("", await FaultsAsync());
    }

    [Fact]
    public async Task Empties_a_letter_by_its_own_time_and_says_why()
    {
        var answered = await AnsweredAsync("Letter");
        var letter = answered.Answer.Letter;
        await AgeAsync("letter", letter);

        await EraseDueAsync();

        var empty = await fixture.Groups.GetLetterAsync(new() { Name = letter });
        Assert.Equal((LetterState.Replaced, "[erased person]", "", ""),
            (empty.State, empty.RecipientName, empty.Email, empty.Text));
        Assert.Equal(answered, await fixture.Groups.GetEnquiryAsync(new() { Name = answered.Name }));
        Assert.Equal(["Retention:Letters, 3652 days"], await fixture.QueryAsync(
            $"SELECT reason FROM erasure WHERE hub_id = '{Hub}' AND subject = '{letter}'"));
    }

    [Fact]
    public async Task Leaves_people_who_are_needed_however_old_they_are()
    {
        var department = await fixture.DepartmentAsync();
        var (working, asking) =
            (await fixture.ParticipantAsync(department), await LeftAsync(department, "Asking"));
        await fixture.DataRequestAsync(asked => asked.Participant = asking.Name);
        await AgeAsync("participant", working.Name);
        await AgeAsync("participant", asking.Name);

        var due = (await PreviewAsync()).Records.Select(record => record.Resource);

        Assert.Empty(due.Intersect([working.Name, asking.Name]));
    }

    [Fact]
    public async Task Finds_nothing_where_the_operator_has_set_nothing()
    {
        await AgeAsync(await AllAsync("Unset"));

        var found = await fixture.Service.Services.GetRequiredService<HubUnitOfWork>()
            .RunAsync<DbSession, IReadOnlyList<RetainedRecord>>(Hub, "tests", db => new RetentionStore(
                db, Options.Create(new RetentionOptions()), TimeProvider.System).DueAsync(Hub, 0, Guid.Empty, 100));

        Assert.Empty(found);
    }

    [Fact]
    public async Task Answers_page_by_page()
    {
        var old = await AllAsync("Paged");
        await AgeAsync(old);
        HashSet<string> names = [];
        var token = "";
        do
        {
            var page = await fixture.Protection.PreviewRetentionAsync(
                new() { Parent = PeopleFixture.Hub, PageSize = 2, PageToken = token });
            names.UnionWith(page.Records.Select(record => record.Resource));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Superset(old.Names.ToHashSet(), names);
    }

    [Theory]
    [InlineData("29.23:59:59", false)]
    [InlineData("30.00:00:00", true)]
    public void Takes_nothing_within_a_month(string age, bool valid) => Assert.Equal(
        valid,
        new RetentionOptions.Validation().Validate(
            null, new() { Letters = TimeSpan.Parse(age, CultureInfo.InvariantCulture) }).Succeeded);

    /// <summary>A record of each class, each with a value of its own.</summary>
    async Task<Held> AllAsync(string mark)
    {
        var number = PeopleFixture.FreshTrn();
        var department = await fixture.DepartmentAsync();
        var person = await LeftAsync(department, $"Person{mark}{number}");
        var answered = await AnsweredAsync($"{mark}{number}");
        var request = await fixture.DataRequestAsync(asked => asked.Message = $"Request{mark}{number}");
        await fixture.Protection.CloseDataRequestAsync(new()
        {
            Name = request.Name,
            Outcome = V1.DataRequest.Types.Outcome.Refused,
            Reason = $"Outcome{mark}{number}",
        });
        var import = await fixture.PlanAsync(PeopleFixture.Row(
            department.School, row => row.Advocates = $"Advocate{mark}{number}"));
        return new(person.Name, request.Name, answered.Name, answered.Answer.Letter, import.Name,
        [
            $"Person{mark}{number}", $"Request{mark}{number}", $"Outcome{mark}{number}", $"Asks{mark}{number}",
            $"Answer{mark}{number}", $"Advocate{mark}{number}",
        ]);
    }

    Task<V1.Participant> LeftAsync(V1.Department department, string name) => fixture.ParticipantAsync(
        department, person =>
        {
            person.FamilyName = name;
            (person.Posts[0].StartDate, person.Posts[0].EndDate) = ("2001-09-01", "2003-07-31");
        });

    async Task<V1.Enquiry> AnsweredAsync(string mark)
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.Message = $"Asks{mark}");
        return await fixture.Groups.AnswerEnquiryAsync(
            new() { Name = enquiry.Name, Text = $"Answer{mark}", Author = "Grace Hopper" });
    }

    async Task AgeAsync(Held held)
    {
        await AgeAsync("participant", held.Person);
        await AgeAsync("data_request", held.Request, ", receive_date = '2001-01-02', close_date = '2001-01-03'");
        await AgeAsync("enquiry", held.Enquiry);
        await AgeAsync("letter", held.Letter);
        await AgeAsync("participation_import", held.Import);
    }

    /// <summary>Makes a record older, as if nobody had touched it for twenty years.</summary>
    Task AgeAsync(string table, string name, string more = "") => fixture.ExecuteAsync($"""
        SELECT set_config('mastery.hub', '{Hub}', true);
        UPDATE {table} SET update_time = update_time - interval '20 years'{more} WHERE id = '{name.Split('/')[^1]}'
        """);

    Task<IReadOnlyList<string>> FindAsync(Held held) => ColumnSearch.FindAsync([fixture.Service.Database], held.Values);

    async Task<V1.PreviewRetentionResponse> PreviewAsync() => await fixture.Protection.PreviewRetentionAsync(
        new() { Parent = PeopleFixture.Hub, PageSize = 1000 });

    /// <summary>What the worker does, by the fixture's settings.</summary>
    Task<int> EraseDueAsync() => fixture.Service.Services.GetRequiredService<RetentionWorker>()
        .EraseDueAsync(TestContext.Current.CancellationToken);

    async Task<string> FaultsAsync()
    {
        var faults = new StringWriter();
        await fixture.Service.Services.GetRequiredService<ChangeLogAudit>().VerifyAsync(
            TextReader.Null, TextWriter.Null, faults, TestContext.Current.CancellationToken);
        return faults.ToString();
    }

    sealed record Held(string Person, string Request, string Enquiry, string Letter, string Import,
        IReadOnlyList<string> Values)
    {
        public IReadOnlyList<string> Names => [Person, Request, Enquiry, Letter, Import];
    }
}

using Mastery.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmtpServer.Protocol;
using State = Mastery.Participants.V1.Letter.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>Letters on their way through a real SMTP conversation: each arrives once, whatever happens.</summary>
public sealed class SendingTests(MailFixture fixture) : IClassFixture<MailFixture>, IAsyncDisposable
{
    static readonly TimeSpan LongerThanALease = TimeSpan.FromMinutes(6);

    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow.AddMinutes(1));

    CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        fixture.Server.Answer = () => SmtpResponse.Ok;
        await fixture.Server.StopAsync();
    }

    [Fact]
    public async Task A_letter_is_sent_as_text_and_HTML_in_the_hubs_name()
    {
        fixture.Server.Start();
        var letter = await LetterAsync();
        Assert.Equal(State.Pending, letter.State);

        await SendAsync();

        var message = Assert.Single(fixture.Server.For(letter.Email));
        var sent = await ReadAsync(letter);
        Assert.Equal((State.Sent, 1, ""), (sent.State, sent.AttemptCount, sent.StateReason));
        Assert.Equal(("Yorkshire and the Humber Maths Hub", "letters@hub.example.org"),
            (message.From.Mailboxes.Single().Name, message.From.Mailboxes.Single().Address));
        Assert.Equal(letter.Subject, message.Subject);
        Assert.Equal(letter.Text, message.TextBody?.ReplaceLineEndings("\n"));
        Assert.Equal(letter.Html, message.HtmlBody?.ReplaceLineEndings("\n"));
        Assert.StartsWith(letter.Name.Split('/')[^1], message.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_sends_by_itself()
    {
        fixture.Server.Start();
        await using var replica = await fixture.ReplicaAsync();
        var letter = await LetterAsync();

        await fixture.Server.ArrivalAsync(letter.Email).WaitAsync(Cancellation);
        await replica.StopAsync();

        Assert.Single(fixture.Server.For(letter.Email));
        Assert.Equal(State.Sent, (await ReadAsync(letter)).State);
    }

    [Fact]
    public async Task A_server_that_is_down_gets_the_letter_when_it_is_up()
    {
        var letter = await LetterAsync();

        await SendAsync();
        var tried = await ReadAsync(letter);
        fixture.Server.Start();
        await SendAsync();
        Assert.Empty(fixture.Server.For(letter.Email));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync();

        Assert.Equal((State.Pending, 1), (tried.State, tried.AttemptCount));
        Assert.StartsWith("The mail server could not be used:", tried.StateReason, StringComparison.Ordinal);
        Assert.Single(fixture.Server.For(letter.Email));
        Assert.Equal((State.Sent, 2), ((await ReadAsync(letter)).State, (await ReadAsync(letter)).AttemptCount));
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_asked_again_later_and_later()
    {
        fixture.Server.Start();
        fixture.Server.Answer = () => new(SmtpReplyCode.InsufficientStorage, "full");
        var letter = await LetterAsync();

        foreach (var minutes in (int[])[0, 1, 2, 4])
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            await SendAsync();
        }

        var waiting = await ReadAsync(letter);
        Assert.Equal((State.Pending, 4), (waiting.State, waiting.AttemptCount));
        Assert.Equal("The mail server asked to wait: 452 full", waiting.StateReason);

        fixture.Server.Answer = () => SmtpResponse.Ok;
        _clock.Advance(TimeSpan.FromMinutes(8));
        await SendAsync();
        Assert.Single(fixture.Server.For(letter.Email));
    }

    [Fact]
    public async Task A_refused_letter_has_failed_until_the_hub_sends_it_again()
    {
        fixture.Server.Start();
        fixture.Server.Answer = () => new(SmtpReplyCode.MailboxUnavailable, "no such user");
        var letter = await LetterAsync();
        await SendAsync();

        var failed = await ReadAsync(letter);
        Assert.Equal((State.Failed, "The mail server refused it: 550 no such user"),
            (failed.State, failed.StateReason));

        fixture.Server.Answer = () => SmtpResponse.Ok;
        await fixture.Groups.SendLetterAsync(new() { Name = letter.Name });
        await SendAsync();
        Assert.Single(fixture.Server.For(letter.Email));
    }

    [Fact]
    public async Task A_letter_that_no_server_takes_for_two_days_has_failed()
    {
        var letter = await LetterAsync();

        for (var attempt = 0; attempt < MailOptions.MostAttempts; attempt++)
        {
            await SendAsync();
            _clock.Advance(TimeSpan.FromHours(4));
        }

        var failed = await ReadAsync(letter);
        Assert.Equal((State.Failed, MailOptions.MostAttempts), (failed.State, failed.AttemptCount));
    }

    [Fact]
    public async Task A_worker_that_was_killed_after_its_claim_leaves_the_letter_to_the_next()
    {
        fixture.Server.Start();
        var letter = await LetterAsync();
        var now = _clock.GetUtcNow().UtcDateTime;
        var claimed = await fixture.Service.Services.GetRequiredService<HubUnitOfWork>()
            .RunAsync<LetterStore, Letter?>(
                Hub, "participants", letters => letters.ClaimAsync(Hub, now, now.AddMinutes(5)), Cancellation);
        Assert.Equal(letter.Name, claimed?.Name);

        await SendAsync();
        Assert.Empty(fixture.Server.For(letter.Email));
        _clock.Advance(LongerThanALease);
        await SendAsync();

        Assert.Single(fixture.Server.For(letter.Email));
        Assert.Equal(State.Sent, (await ReadAsync(letter)).State);
    }

    [Fact]
    public async Task A_letter_that_was_replaced_while_a_worker_had_it_is_not_tried_again()
    {
        fixture.Server.Start();
        fixture.Server.Answer = () => new(SmtpReplyCode.InsufficientStorage, "full");
        var letter = await LetterAsync();
        await RunAsync(async letters => await letters.UpdateAsync(
            await letters.LockAsync(letter.Name), (await letters.GetAsync(letter.Name)).Replace()));

        await SendAsync();
        await RunAsync(async letters =>
        {
            var replaced = await letters.LockAsync(letter.Name);
            await letters.UpdateAsync(replaced, replaced.After(
                new(DeliveryOutcome.Later), new MailOptions(), _clock.GetUtcNow().UtcDateTime));
        });
        _clock.Advance(LongerThanALease);
        await SendAsync();

        Assert.Empty(fixture.Server.For(letter.Email));
        Assert.Equal((State.Replaced, 1), ((await ReadAsync(letter)).State, (await ReadAsync(letter)).AttemptCount));
    }

    [Fact]
    public async Task Two_replicas_at_once_send_each_letter_once()
    {
        fixture.Server.Start();
        var letters = new List<V1.Letter>();
        for (var count = 0; count < 6; count++)
        {
            letters.Add(await LetterAsync());
        }

        await Task.WhenAll(SendAsync(), SendAsync(), SendAsync());

        Assert.All(letters, letter => Assert.Single(fixture.Server.For(letter.Email)));
    }

    static string Hub => PeopleFixture.Hub["hubs/".Length..];

    Task RunAsync(Func<LetterStore, Task> work) => fixture.Service.Services.GetRequiredService<HubUnitOfWork>()
        .RunAsync(Hub, "participants", work, Cancellation);

    Task SendAsync() => fixture.Sender(_clock).SendDueAsync(Cancellation);

    Task<V1.Letter> ReadAsync(V1.Letter letter) =>
        fixture.Groups.GetLetterAsync(new() { Name = letter.Name }).ResponseAsync;

    /// <summary>A letter to an address of its own.</summary>
    async Task<V1.Letter> LetterAsync()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var head = await fixture.ParticipantAsync(
            department, person => person.Email = $"{Guid.NewGuid():N}@school.example.org");
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = head.Name } });
        var application = await fixture.SubmittedAsync(department);
        return Assert.Single((await fixture.Groups.ListLettersAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Filter = $"application = \"{application.Name}\"",
        })).Letters);
    }
}

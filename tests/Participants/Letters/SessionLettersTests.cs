using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Participants.V1.Letter.Types.Kind;
using State = Mastery.Participants.V1.Letter.Types.State;

namespace Mastery.Participants.Tests;

/// <summary>What departments are told of a session that was moved or cancelled.</summary>
public sealed class SessionLettersTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task A_session_that_moves_is_told_to_each_department_with_both_times_in_England()
    {
        var (session, enrolments) = await ToComeAsync(departments: 2);
        var first = Day(session);

        await MoveAsync(session, days: 14);

        var letters = await OfAsync(session);
        Assert.Equal(enrolments.Order(), letters.Select(letter => letter.Enrolment).Order());
        Assert.All(letters, letter =>
        {
            Assert.Equal((Kind.SessionMoved, State.NotSent), (letter.Kind, letter.State));
            Assert.Contains("The session “Ratio tables” of the Work Group “Wakefield Sustaining” has changed.\n\n"
                + $"- It was to be: {first}, 17:00 to 19:00, in person: Room 12.\n"
                + $"- It is now: {Day(session, 14)}, 17:00 to 19:00, in person: Room 12.\n"
                + "- Why: Snow\n", letter.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("location")]
    [InlineData("mode")]
    [InlineData("host_school")]
    public async Task Another_place_or_way_to_meet_is_told(string path)
    {
        var (session, _) = await ToComeAsync();
        var host = await Fixture.SchoolAsync();

        await Groups.UpdateSessionAsync(new()
        {
            Session = new()
            {
                Name = session.Name,
                Location = "https://meet.example.org/ratio",
                Mode = V1.Session.Types.Mode.Virtual,
                HostSchool = host,
            },
            UpdateMask = new() { Paths = { path } },
        });

        var letter = Assert.Single(await OfAsync(session));
        Assert.Contains(path switch
        {
            "location" => "17:00 to 19:00, in person: https://meet.example.org/ratio.",
            "mode" => "17:00 to 19:00, online: Room 12.",
            _ => $"17:00 to 19:00, at School {host.Split('/')[1]}: Room 12.",
        }, letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_place_does_not_have_the_reason_of_an_earlier_move()
    {
        var (session, _) = await ToComeAsync();
        await MoveAsync(session, days: 7);
        await Groups.MarkLetterSentAsync(new() { Name = Assert.Single(await OfAsync(session)).Name });

        await Groups.UpdateSessionAsync(new() { Session = new() { Name = session.Name, Location = "Room 4" } });

        var letter = (await OfAsync(session))[^1];
        Assert.Contains("in person: Room 4.", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Why:", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_better_title_is_no_letter()
    {
        var (session, _) = await ToComeAsync();

        await Groups.UpdateSessionAsync(new()
        {
            Session = new() { Name = session.Name, Title = "Ratio tables (2)" },
            UpdateMask = new() { Paths = { "title" } },
        });

        Assert.Empty(await OfAsync(session));
    }

    [Fact]
    public async Task A_session_of_the_past_is_no_letter()
    {
        var group = await Fixture.WorkGroupAsync();
        await Fixture.AcceptedAsync(group);
        var session = await PlanAsync(group);

        await MoveAsync(session, days: 14);
        await CancelAsync(session);

        Assert.Empty(await OfAsync(session));
    }

    [Fact]
    public async Task Several_moves_before_a_letter_has_gone_out_are_one_letter_from_the_first_time_to_the_last()
    {
        var (session, _) = await ToComeAsync();

        await MoveAsync(session, days: 7);
        await MoveAsync(session, days: 14);

        var letters = await OfAsync(session);
        Assert.Equal([State.Replaced, State.NotSent], letters.Select(letter => letter.State));
        Assert.Contains($"It was to be: {Day(session)},", letters[1].Text, StringComparison.Ordinal);
        Assert.Contains($"It is now: {Day(session, 14)},", letters[1].Text, StringComparison.Ordinal);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => Groups.SendLetterAsync(new() { Name = letters[0].Name }).ResponseAsync);
    }

    [Fact]
    public async Task A_session_that_is_back_where_it_was_needs_no_letter()
    {
        var (session, _) = await ToComeAsync();

        await MoveAsync(session, days: 7);
        await MoveAsync(session, days: 0);

        Assert.Equal(State.Replaced, Assert.Single(await OfAsync(session)).State);
    }

    [Fact]
    public async Task What_has_gone_out_is_followed_by_a_letter_from_the_time_that_it_said()
    {
        var (session, _) = await ToComeAsync();
        await MoveAsync(session, days: 7);
        await Groups.MarkLetterSentAsync(new() { Name = Assert.Single(await OfAsync(session)).Name });

        await MoveAsync(session, days: 0);

        var letters = await OfAsync(session);
        Assert.Equal([State.SentByHand, State.NotSent], letters.Select(letter => letter.State));
        Assert.Contains($"It was to be: {Day(session, 7)},", letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_going_out_is_followed_by_a_letter_from_the_time_that_it_says()
    {
        var (session, _) = await ToComeAsync();
        await MoveAsync(session, days: 7);
        await Fixture.ExecuteAsync($"""
            SELECT set_config('mastery.hub', '{session.Name.Split('/')[1]}', true);
            UPDATE letter SET lease_end_time = now() + interval '5 minutes' WHERE session_id = '{session.Name[^36..]}'
            """);

        await MoveAsync(session, days: 0);

        var letters = await OfAsync(session);
        Assert.Equal([State.Replaced, State.NotSent], letters.Select(letter => letter.State));
        Assert.Contains($"It was to be: {Day(session, 7)},", letters[1].Text, StringComparison.Ordinal);
        Assert.Contains($"It is now: {Day(session)},", letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_cancelled_is_told_once_with_the_time_that_the_department_knew()
    {
        var (session, _) = await ToComeAsync();
        await MoveAsync(session, days: 7);

        await CancelAsync(session);

        var letters = await OfAsync(session);
        Assert.Equal([(Kind.SessionMoved, State.Replaced), (Kind.SessionCancelled, State.NotSent)],
            letters.Select(letter => (letter.Kind, letter.State)));
        Assert.Contains("The session “Ratio tables” of the Work Group “Wakefield Sustaining” will not take place.\n\n"
            + $"- It was to be: {Day(session)}, 17:00 to 19:00, in person: Room 12.\n- Why: Snow\n",
            letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_request_writes_one_letter()
    {
        var (session, _) = await ToComeAsync();
        var request = new V1.CancelSessionRequest
        {
            Name = session.Name,
            Reason = "Snow",
            RequestId = $"{Guid.NewGuid()}",
        };

        await Groups.CancelSessionAsync(request);
        await Groups.CancelSessionAsync(request);

        Assert.Single(await OfAsync(session));
    }

    [Fact]
    public async Task A_department_that_has_left_is_not_told_any_more()
    {
        var (session, enrolments) = await ToComeAsync(departments: 2);
        await MoveAsync(session, days: 7);
        await Groups.WithdrawEnrolmentAsync(new() { Name = enrolments[0], Reason = "Staff have left" });

        await CancelAsync(session);

        var letters = await OfAsync(session);
        Assert.Equal(State.Replaced, Assert.Single(letters, letter => letter.Enrolment == enrolments[0]).State);
        Assert.Equal(State.NotSent, letters.Last(letter => letter.Enrolment == enrolments[1]).State);
    }

    [Fact]
    public async Task A_place_that_ends_as_a_session_moves_leaves_no_letter_about_the_session()
    {
        for (var round = 0; round < 10; round++)
        {
            var (session, enrolments) = await ToComeAsync();

            await Task.WhenAll(MoveAsync(session, days: 7), Groups.WithdrawEnrolmentAsync(
                new() { Name = enrolments[0], Reason = "Staff have left" }).ResponseAsync);

            Assert.DoesNotContain(await OfAsync(session), letter => letter.State != State.Replaced);
        }
    }

    [Fact]
    public async Task A_Work_Group_that_is_cancelled_as_a_session_moves_leaves_no_letter_about_the_session()
    {
        for (var round = 0; round < 10; round++)
        {
            var (session, _) = await ToComeAsync();

            await Task.WhenAll(MoveUnlessOverAsync(session), Groups.CancelWorkGroupAsync(
                new() { Name = session.Name.Split("/sessions/")[0], Reason = "No lead" }).ResponseAsync);

            Assert.DoesNotContain(await OfAsync(session), letter => letter.State != State.Replaced);
        }
    }

    [Fact]
    public async Task A_session_that_departments_were_written_to_about_is_cancelled_and_not_deleted()
    {
        var (session, _) = await ToComeAsync();
        await MoveAsync(session, days: 7);

        await RefusedAsync(
            () => Groups.DeleteSessionAsync(new() { Name = session.Name }).ResponseAsync, ErrorReason.HasChildren);
    }

    [Fact]
    public async Task A_cancelled_Work_Group_is_one_letter_and_not_one_for_each_session()
    {
        var (session, enrolments) = await ToComeAsync();

        await Groups.CancelWorkGroupAsync(new() { Name = session.Name.Split("/sessions/")[0], Reason = "No lead" });

        var letter = Assert.Single(await FindAsync($"enrolment = \"{enrolments[0]}\""));
        Assert.Equal((Kind.WorkGroupCancelled, ""), (letter.Kind, letter.Session));
    }

    async Task<(V1.Session Session, List<string> Enrolments)> ToComeAsync(int departments = 1)
    {
        var group = await FutureGroupAsync();
        List<string> enrolments = [];
        for (var count = 0; count < departments; count++)
        {
            var department = await Fixture.DepartmentAsync(await Fixture.SchoolAsync());
            enrolments.Add((await Fixture.AcceptedLocallyAsync(group, department)).Enrolment);
        }

        return (await FutureAsync(group), enrolments);
    }

    async Task MoveAsync(V1.Session session, int days) => await Groups.RescheduleSessionAsync(new()
    {
        Name = session.Name,
        StartTime = session.StartTime + new Google.Protobuf.WellKnownTypes.Duration { Seconds = days * 86_400L },
        EndTime = session.EndTime + new Google.Protobuf.WellKnownTypes.Duration { Seconds = days * 86_400L },
        Reason = "Snow",
    });

    async Task MoveUnlessOverAsync(V1.Session session)
    {
        try
        {
            await MoveAsync(session, days: 7);
        }
        catch (RpcException over) when (over.StatusCode == StatusCode.FailedPrecondition)
        {
            // The Work Group was cancelled first.
        }
    }

    /// <summary>The day so many days after a session, as a letter writes it.</summary>
    static string Day(V1.Session session, int later = 0) => session.StartTime.ToDateTime().AddDays(later).ToString(
        "dddd d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    Task<IReadOnlyList<V1.Letter>> OfAsync(V1.Session session) => FindAsync($"session = \"{session.Name}\"");

    async Task<IReadOnlyList<V1.Letter>> FindAsync(string filter) =>
        (await Groups.ListLettersAsync(new() { Parent = PeopleFixture.Hub, Filter = filter })).Letters;
}

using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using Outcome = Mastery.Participants.V1.DataRequest.Types.Outcome;
using PauseKind = Mastery.Participants.V1.DataRequest.Types.Pause.Types.Kind;
using RequestType = Mastery.Participants.V1.DataRequest.Types.Type;
using State = Mastery.Participants.V1.DataRequest.Types.State;

namespace Mastery.Participants.Tests;

public sealed class DataRequestStandardMethods(PeopleFixture fixture) : StandardMethods<V1.DataRequest>(fixture)
{
    protected override string[] SortedOverEveryHub => ["receive_date", "due_date", "close_date", "update_time"];

    protected override Task<V1.DataRequest> ExampleAsync(string parent, int number) => Task.FromResult(
        new V1.DataRequest
        {
            Type = RequestType.Access,
            DisplayName = "Ada Lovelace",
            Email = $"ada{number}@example.org",
            Message = "What do you hold of me?",
            ReceiveDate = $"2024-05-{1 + number % 28:00}",
        });

    protected override void Alter(V1.DataRequest resource) => resource.Message = "All of my attendance, please.";
}

/// <summary>What people ask about their data, from the day on which it came to the answer.</summary>
public sealed class DataRequestTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Stops_the_time_while_the_person_is_waited_for_and_keeps_why()
    {
        var request = await fixture.DataRequestAsync();
        Assert.Equal((State.Open, "2024-10-03", true), (request.State, request.DueDate, request.Overdue));

        var paused = await PauseAsync(request, PauseKind.Identity, "2024-09-04");
        Assert.Equal((State.Paused, "", false), (paused.State, paused.DueDate, paused.Overdue));
        var resumed = await ResumeAsync(request, "2024-09-10");
        Assert.Equal((State.Open, "2024-10-10"), (resumed.State, resumed.DueDate));
        await PauseAsync(request, PauseKind.Clarification, "2024-09-16");
        var again = await ResumeAsync(request, "2024-09-17");

        Assert.Equal("2024-10-14", again.DueDate); // The 12th, which is a Saturday.
        Assert.Equal(
            [
                (PauseKind.Identity, "To be sure", "2024-09-04", "2024-09-10"),
                (PauseKind.Clarification, "To be sure", "2024-09-16", "2024-09-17"),
            ],
            again.Pauses.Select(pause => (pause.Kind, pause.Reason, pause.StartDate, pause.EndDate)));
    }

    [Fact]
    public async Task Takes_two_months_more_once_and_when_the_person_was_told_in_time()
    {
        var request = await fixture.DataRequestAsync();

        await Refused.ForFieldAsync("notify_date", () => ExtendAsync(request, "2024-10-04"));
        await Refused.ForFieldAsync("notify_date", () => ExtendAsync(request, "2024-09-02"));
        var extended = await ExtendAsync(request, "2024-10-03");

        Assert.Equal(("2024-12-03", "2024-10-03", "Three schools"),
            (extended.DueDate, extended.Extension.NotifyDate, extended.Extension.Reason));
        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ExtendAsync(request, "2024-10-03"));
    }

    [Fact]
    public async Task Follows_the_day_on_which_it_came()
    {
        var request = await fixture.DataRequestAsync();
        await PauseAsync(request, PauseKind.Clarification, "2024-09-04");
        await ResumeAsync(request, "2024-09-04");

        var corrected = await UpdateAsync(new() { Name = request.Name, ReceiveDate = "2024-09-02" });

        Assert.Equal("2024-10-03", corrected.DueDate);
        await Refused.ForFieldAsync("data_request.receive_date",
            () => UpdateAsync(new() { Name = request.Name, ReceiveDate = "2024-09-05" }));
    }

    [Fact]
    public async Task Of_a_correction_or_an_erasure_waits_for_proof_of_identity_only()
    {
        var request = await fixture.DataRequestAsync(asked => asked.Type = RequestType.Correction);

        await Refused.ForFieldAsync("kind", () => PauseAsync(request, PauseKind.Clarification, "2024-09-04"));
        Assert.Equal(State.Paused, (await PauseAsync(request, PauseKind.Identity, "2024-09-04")).State);
    }

    [Fact]
    public async Task Goes_forward_only()
    {
        var request = await fixture.DataRequestAsync();
        await Refused.ForFieldAsync("start_date", () => PauseAsync(request, PauseKind.Identity, "2024-09-02"));
        await Refused.ForFieldAsync("start_date", () => PauseAsync(request, PauseKind.Identity, "2100-01-01"));
        await PauseAsync(request, PauseKind.Identity, "2024-09-05");
        await Refused.ForFieldAsync("end_date", () => ResumeAsync(request, "2024-09-04"));
        await ResumeAsync(request, "2024-09-06");

        await Refused.ForFieldAsync("close_date", () => CloseAsync(request, Outcome.Completed, "2024-09-05"));
        var closed = await CloseAsync(request, Outcome.Completed, "2024-09-06");

        Assert.Equal((Outcome.Completed, "Sent by post", "2024-09-06", "2024-10-07", false),
            (closed.Outcome, closed.OutcomeReason, closed.CloseDate, closed.DueDate, closed.Overdue));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => UpdateAsync(new() { Name = request.Name, Message = "More" }));
    }

    [Fact]
    public async Task Is_listed_with_what_is_due_first_and_late_ones_are_found()
    {
        var late = await fixture.DataRequestAsync(asked => asked.ReceiveDate = "2001-02-01");
        var later = await fixture.DataRequestAsync(asked => asked.ReceiveDate = "2001-01-31");
        var fresh = await fixture.DataRequestAsync(asked => asked.ReceiveDate = "");
        var closed = await fixture.DataRequestAsync(asked => asked.ReceiveDate = "2001-01-02");
        await CloseAsync(closed, Outcome.Withdrawn, "");

        var open = await ListAsync("state = OPEN AND due_date >= \"2001-01-01\"", "due_date");
        var overdue = await ListAsync("overdue = true AND due_date <= \"2001-03-01\"", "due_date");

        Assert.Equal([later.Name, late.Name], open.Take(2).Select(one => one.Name));
        Assert.Equal([later.Name, late.Name], overdue.Select(one => one.Name));
        Assert.All(overdue, one => Assert.True(one.Overdue));
        Assert.False(fresh.Overdue);
        Assert.Contains(fresh.Name, (await ListAsync("overdue = false", "due_date desc")).Select(one => one.Name));
    }

    [Fact]
    public async Task For_erasure_is_completed_when_the_person_is_erased_everywhere_and_says_when()
    {
        var request = await fixture.DataRequestAsync(asked => asked.Type = RequestType.Erasure);
        await Refused.ForFieldAsync("outcome", () => CloseAsync(request, Outcome.Completed, "2024-09-10"));
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        await UpdateAsync(new() { Name = request.Name, Participant = person.Name });
        await WrongAsync();
        await Refused.ForFieldAsync("outcome", () => CloseAsync(request, Outcome.NothingHeld, "2024-09-10"));

        await EraseAsync(person.Name);
        Assert.Equal(["development-plans"], (await GetAsync(request.Name)).Erasure.PendingServices);
        await WrongAsync();
        await EraseAsync(person.Name);
        var closed = await CloseAsync(request, Outcome.Completed, "2024-09-10");

        Assert.Equal((person.Name, 0), (closed.Participant, closed.Erasure.PendingServices.Count));
        Assert.True(closed.Erasure.EraseTime.ToDateTime() > closed.CreateTime.ToDateTime());

        Task<Google.Rpc.Status> WrongAsync() => Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => CloseAsync(request, Outcome.Completed, "2024-09-10"));
    }

    [Fact]
    public async Task Keeps_that_it_was_made_and_answered_when_the_person_is_erased()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());
        var request = await fixture.DataRequestAsync(asked => asked.Participant = person.Name);
        await PauseAsync(request, PauseKind.Identity, "2024-09-04");
        await ResumeAsync(request, "2024-09-05");
        await ExtendAsync(request, "2024-09-06");
        var before = await CloseAsync(request, Outcome.Completed, "2024-09-10");
        var open = await fixture.DataRequestAsync(asked => asked.Participant = person.Name);

        await EraseAsync(person.Name);

        var after = await GetAsync(request.Name);
        (before.DisplayName, before.Email, before.Message) = ("[erased person]", "", "");
        (before.Pauses[0].Reason, before.Extension.Reason, before.OutcomeReason) = ("", "", "");
        (before.Erasure, before.Etag, before.UpdateTime) = (after.Erasure, after.Etag, after.UpdateTime);
        Assert.Equal(before, after);
        Assert.NotNull(after.Erasure);
        await Refused.ForFieldAsync("data_request.participant",
            () => UpdateAsync(new() { Name = open.Name, DisplayName = "Ada Lovelace" }));
        Assert.Equal("2024-10-02",
            (await UpdateAsync(new() { Name = open.Name, ReceiveDate = "2024-09-02" })).DueDate);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid,
            () => fixture.DataRequestAsync(asked => asked.Participant = person.Name));
    }

    [Fact]
    public async Task Follows_the_person_into_another_record_and_keeps_that_from_being_deleted()
    {
        var department = await fixture.DepartmentAsync();
        var (person, duplicate) =
            (await fixture.ParticipantAsync(department), await fixture.ParticipantAsync(department));
        var request = await fixture.DataRequestAsync(asked => asked.Participant = duplicate.Name);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.DeleteParticipantAsync(new() { Name = duplicate.Name }).ResponseAsync);
        await fixture.People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = duplicate.Name });

        Assert.Equal(person.Name, (await GetAsync(request.Name)).Participant);
    }

    Task<V1.EraseParticipantResponse> EraseAsync(string person) => fixture.People.EraseParticipantAsync(
        new() { Name = person, Reason = "Asked for by e-mail" }).ResponseAsync;

    Task<V1.DataRequest> GetAsync(string name) =>
        fixture.Protection.GetDataRequestAsync(new() { Name = name }).ResponseAsync;

    async Task<IEnumerable<V1.DataRequest>> ListAsync(string filter, string orderBy) =>
        (await fixture.Protection.ListDataRequestsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = filter, OrderBy = orderBy, PageSize = 1000 })).DataRequests;

    Task<V1.DataRequest> UpdateAsync(V1.DataRequest request) =>
        fixture.Protection.UpdateDataRequestAsync(new() { DataRequest = request }).ResponseAsync;

    Task<V1.DataRequest> PauseAsync(V1.DataRequest request, PauseKind kind, string day) => fixture.Protection
        .PauseDataRequestAsync(new() { Name = request.Name, Kind = kind, Reason = "To be sure", StartDate = day })
        .ResponseAsync;

    Task<V1.DataRequest> ResumeAsync(V1.DataRequest request, string day) =>
        fixture.Protection.ResumeDataRequestAsync(new() { Name = request.Name, EndDate = day }).ResponseAsync;

    Task<V1.DataRequest> ExtendAsync(V1.DataRequest request, string day) => fixture.Protection
        .ExtendDataRequestAsync(new() { Name = request.Name, Reason = "Three schools", NotifyDate = day })
        .ResponseAsync;

    Task<V1.DataRequest> CloseAsync(V1.DataRequest request, Outcome outcome, string day) => fixture.Protection
        .CloseDataRequestAsync(
            new() { Name = request.Name, Outcome = outcome, Reason = "Sent by post", CloseDate = day })
        .ResponseAsync;
}

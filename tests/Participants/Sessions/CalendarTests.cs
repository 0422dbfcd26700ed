using Ical.Net;
using Ical.Net.CalendarComponents;
using Mode = Mastery.Participants.V1.Session.Types.Mode;

namespace Mastery.Participants.Tests;

public sealed class CalendarTests(PeopleFixture fixture) : SessionVerb(fixture)
{
    [Fact]
    public async Task Has_every_session_in_Englands_time_over_the_change_of_the_clock()
    {
        var group = await Fixture.WorkGroupAsync();
        await PlanAsync(group, "2024-10-25");
        await PlanAsync(group, "2024-10-28");
        await PlanAsync(group, "2025-03-31");

        var calendar = await ReadAsync(group);

        Assert.Equal("Europe/London", Assert.Single(calendar.TimeZones).TzId);
        Assert.All(calendar.Events, one => Assert.Equal("Europe/London", one.Start!.TzId));
        Assert.Equal(
            ["2024-10-25 17:00", "2024-10-28 16:00", "2025-03-31 17:00"],
            calendar.Events.Select(one => $"{one.Start!.Value:yyyy-MM-dd HH:mm}"));
        Assert.All(calendar.Events, one => Assert.Equal((16, 18), (one.Start!.AsUtc.Hour, one.End!.AsUtc.Hour)));
    }

    [Fact]
    public async Task Says_in_words_what_and_where_with_the_host_schools_address()
    {
        var (group, host) = (await Fixture.WorkGroupAsync(), await Fixture.SchoolAsync());
        await Fixture.ExecuteAsync($"""
            UPDATE school SET street = 'School Lane', town = 'Wakefield', postcode = 'WF1 9ZZ'
            WHERE urn = '{host["schools/".Length..]}'
            """);
        await PlanAsync(group, change: session => session.HostSchool = host);

        var session = Assert.Single((await ReadAsync(group)).Events);

        Assert.Equal($"{group.DisplayName}: Ratio tables", session.Summary);
        Assert.Equal(
            $"Room 12, School {host["schools/".Length..]}, School Lane, Wakefield, WF1 9ZZ", session.Location);
        Assert.Equal("We meet in person.", session.Description);
    }

    [Fact]
    public async Task Has_the_link_of_a_session_that_is_online()
    {
        var group = await Fixture.WorkGroupAsync();
        await PlanAsync(group, change: session =>
            (session.Mode, session.Location) = (Mode.Virtual, "https://meet.example.org/ratio?a=1,2;b"));

        var session = Assert.Single((await ReadAsync(group)).Events);

        Assert.Equal("https://meet.example.org/ratio?a=1,2;b", session.Location);
        Assert.Equal(new Uri("https://meet.example.org/ratio?a=1,2;b"), session.Url);
    }

    [Fact]
    public async Task Replaces_what_a_program_has_when_a_session_moves_or_is_cancelled()
    {
        var group = await Fixture.WorkGroupAsync();
        var planned = await PlanAsync(group);
        var first = Assert.Single((await ReadAsync(group)).Events);
        var moved = await Groups.RescheduleSessionAsync(new()
        {
            Name = planned.Name,
            StartTime = At("2024-10-09T15:00:00Z"),
            EndTime = At("2024-10-09T17:00:00Z"),
            Reason = "Ms Shah is ill",
        });
        var second = Assert.Single((await ReadAsync(group)).Events);
        await CancelAsync(moved);

        var third = Assert.Single((await ReadAsync(group)).Events);

        Assert.Equal((first.Uid, first.Uid), (second.Uid, third.Uid));
        Assert.True(first.Sequence < second.Sequence && second.Sequence < third.Sequence);
        Assert.Equal(("CONFIRMED", "CONFIRMED", "CANCELLED"), (first.Status, second.Status, third.Status));
        Assert.Equal("2024-10-09 16:00", $"{second.Start!.Value:yyyy-MM-dd HH:mm}");
    }

    [Fact]
    public async Task Has_no_reasons_and_nobody_who_came()
    {
        var group = await Fixture.WorkGroupAsync();
        await CancelAsync(await PlanAsync(group));

        Assert.DoesNotContain("Snow", await TextAsync(group), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_the_same_text_while_nothing_changes()
    {
        var group = await Fixture.WorkGroupAsync();
        await PlanAsync(group);

        Assert.Equal(await TextAsync(group), await TextAsync(group));
    }

    [Fact]
    public async Task Has_no_event_when_no_session_is_planned() =>
        Assert.Empty((await ReadAsync(await Fixture.WorkGroupAsync())).Events);

    [Fact]
    public async Task Of_a_department_has_the_sessions_of_all_its_Work_Groups_while_it_takes_part()
    {
        var (group, other) = (await Fixture.WorkGroupAsync(), await Fixture.WorkGroupAsync());
        var accepted = await Groups.AcceptApplicationAsync(new()
        {
            Name = (await Fixture.SubmittedAsync()).Name,
            WorkGroup = group.Name,
            EffectiveDate = "2024-09-02",
        });
        await PlanAsync(group, "2024-10-02");
        await PlanAsync(group, "2025-02-05", session => session.Title = "After");
        await PlanAsync(other);
        await Groups.WithdrawEnrolmentAsync(
            new() { Name = accepted.Enrolment, Reason = "No cover", EffectiveDate = "2025-01-15" });

        var answer = await Groups.ExportDepartmentCalendarAsync(new() { Name = accepted.Department });

        var calendar = Calendar.Load(answer.Data.ToStringUtf8())!;
        Assert.Equal([$"{group.DisplayName}: Ratio tables"], calendar.Events.Select(one => one.Summary));
    }

    [Fact]
    public async Task Is_a_file_over_REST()
    {
        using var http = Fixture.Service.Http();
        var group = await Fixture.WorkGroupAsync();
        await PlanAsync(group);

        using var answer = await http.GetAsync(new Uri($"/v1/{group.Name}:exportCalendar", UriKind.Relative));

        Assert.Equal("text/calendar; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal(await TextAsync(group), await answer.Content.ReadAsStringAsync());
    }

    async Task<string> TextAsync(V1.WorkGroup group) =>
        (await Groups.ExportWorkGroupCalendarAsync(new() { Name = group.Name })).Data.ToStringUtf8();

    async Task<Calendar> ReadAsync(V1.WorkGroup group)
    {
        var calendar = Calendar.Load(await TextAsync(group))!;
        Assert.All(calendar.Events, (CalendarEvent one) => Assert.NotNull(one.DtStamp));
        return calendar;
    }
}

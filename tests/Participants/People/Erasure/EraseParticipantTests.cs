using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Participant.Types.State;

namespace Mastery.Participants.Tests;

public sealed class EraseParticipantTests(PeopleFixture fixture)
{
    const string Why = "Asked for by e-mail";

    [Fact]
    public async Task Leaves_a_record_that_says_nothing_and_what_refers_to_it()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.FullPersonAsync(department, $"Gone{PeopleFixture.FreshTrn()}");
        var past = await fixture.PastAsync(department);
        past.Leads.Add(person.Name);
        past = await fixture.People.UpdatePastParticipationAsync(new() { PastParticipation = past });
        await fixture.People.UpdateDepartmentAsync(
            new() { Department = new() { Name = department.Name, Head = person.Name } });

        var erased = (await EraseAsync(person.Name)).Participant;

        Assert.Equal(
            new V1.Participant
            {
                Name = person.Name,
                State = State.Erased,
                Etag = erased.Etag,
                CreateTime = person.CreateTime,
                UpdateTime = erased.UpdateTime,
            },
            erased);
        Assert.Equal(erased, await fixture.PersonAsync(person.Name));
        Assert.Equal([person.Name],
            (await fixture.People.GetPastParticipationAsync(new() { Name = past.Name })).Leads);
        Assert.Empty((await fixture.People.GetDepartmentAsync(new() { Name = department.Name })).Head);
    }

    [Fact]
    public async Task Is_refused_while_the_person_is_needed_and_says_where()
    {
        var department = await fixture.EligibleDepartmentAsync();
        var group = await fixture.WorkGroupAsync();
        var lead = await fixture.ParticipantAsync(department);
        group.WorkGroupLeads.Add(lead.Name);
        await fixture.Groups.UpdateWorkGroupAsync(new() { WorkGroup = group });
        var draft = await fixture.DraftAsync();
        var enrolment = await fixture.EnrolmentAsync(await fixture.AcceptedAsync(group, department));

        Assert.Equal([group.Name], await NeededAsync(lead.Name));
        Assert.Equal([draft.Name], await NeededAsync(draft.Advocates[0].Participant));
        Assert.Equal([enrolment.Name], await NeededAsync(enrolment.Advocates[0].Participant));
        Assert.NotEqual(State.Erased, (await fixture.PersonAsync(lead.Name)).State);

        await fixture.Groups.CancelWorkGroupAsync(new() { Name = group.Name, Reason = "No lead" });
        Assert.Equal(State.Erased, (await EraseAsync(lead.Name)).Participant.State);
        Assert.Equal(State.Erased, (await EraseAsync(enrolment.Advocates[0].Participant)).Participant.State);
        Assert.Equal(enrolment.Advocates.Select(advocate => advocate.Participant),
            (await fixture.Groups.GetEnrolmentAsync(new() { Name = enrolment.Name })).Advocates
                .Select(advocate => advocate.Participant));
    }

    [Fact]
    public async Task Lets_nobody_be_changed_merged_named_or_brought_back()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        var other = await fixture.ParticipantAsync(department);
        var duplicate = await fixture.ParticipantAsync(department);
        await fixture.People.MergeParticipantsAsync(new() { Name = person.Name, Duplicate = duplicate.Name });
        await EraseAsync(person.Name);
        var past = await fixture.PastAsync(department);
        past.Leads.Add(person.Name);

        await WrongAsync(() => fixture.People.RestoreParticipantAsync(new() { Name = person.Name }).ResponseAsync);
        await WrongAsync(() => fixture.People.UnmergeParticipantAsync(new() { Name = duplicate.Name }).ResponseAsync);
        await WrongAsync(() => fixture.People.UpdateParticipantAsync(new()
        {
            Participant = new() { Name = person.Name, GivenName = "Ada" },
        }).ResponseAsync);
        await WrongAsync(() => fixture.People.MergeParticipantsAsync(
            new() { Name = other.Name, Duplicate = person.Name }).ResponseAsync);
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () =>
            fixture.People.UpdatePastParticipationAsync(new() { PastParticipation = past }).ResponseAsync);
    }

    [Fact]
    public async Task Is_listed_only_when_that_is_asked_for()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department);
        await EraseAsync(person.Name);

        Assert.DoesNotContain(person.Name, await ListedAsync(false));
        Assert.Contains(person.Name, await ListedAsync(true));
    }

    [Fact]
    public async Task Answers_what_would_come_of_it_and_erases_nothing_when_it_is_a_trial()
    {
        var person = await fixture.FullPersonAsync();

        var trial = await fixture.People.EraseParticipantAsync(
            new() { Name = person.Name, Reason = Why, ValidateOnly = true });

        Assert.Equal(State.Erased, trial.Participant.State);
        Assert.Equal(person, await fixture.PersonAsync(person.Name));
    }

    [Fact]
    public async Task Names_what_a_person_has_to_read_and_the_hubs_that_may_have_more()
    {
        var story = await fixture.StoryAsync();
        var shared = await fixture.EnquiryAsync(
            change: one => one.Email = story.Own.Single(value => value.StartsWith("zeph.", StringComparison.Ordinal)));
        var records = (await fixture.ExportAsync(story.Person)).Records;
        foreach (var group in records.Where(record => record.ResourceType == "mastery.services/WorkGroup"))
        {
            await fixture.Groups.CancelWorkGroupAsync(new() { Name = group.Resource, Reason = "No lead" });
        }

        var left = await EraseAsync(story.Person);

        var application = Assert.Single(
            left.Unattributed, text => text.ResourceType == "mastery.services/Application");
        Assert.Contains("motivation", application.Fields);
        Assert.Contains(shared.Name, left.Unattributed.Select(text => text.Resource));
        Assert.Empty(left.OtherHubs);
    }

    [Theory]
    [InlineData("Zephyrine {0} asked for it")]
    [InlineData("Mail from ZEPH.{0}@example.org")]
    public async Task Keeps_no_reason_that_names_the_person(string reason)
    {
        var family = $"Named{PeopleFixture.FreshTrn()}";
        var person = await fixture.FullPersonAsync(family: family);

        await Refused.WithAsync(StatusCode.InvalidArgument, ErrorReason.InvalidField, () =>
            fixture.People.EraseParticipantAsync(new()
            {
                Name = person.Name,
                Reason = reason.Replace("{0}", family, StringComparison.Ordinal),
            }).ResponseAsync);
    }

    [Fact]
    public async Task Leaves_a_namesake_and_what_is_written_to_them()
    {
        var department = await fixture.DepartmentAsync();
        var family = $"Twin{PeopleFixture.FreshTrn()}";
        var person = await fixture.ParticipantAsync(department, one => one.FamilyName = family);
        var namesake = await fixture.ParticipantAsync(department, one => one.FamilyName = family);
        var enquiry = await fixture.EnquiryAsync(change: one => one.Message = $"Will Ada {family} come?");

        await EraseAsync(person.Name);

        Assert.Equal(namesake, await fixture.PersonAsync(namesake.Name));
        Assert.Equal(enquiry, await fixture.Groups.GetEnquiryAsync(new() { Name = enquiry.Name }));
    }

    [Fact]
    public async Task Leaves_what_is_written_to_somebody_who_had_the_same_name_before()
    {
        var department = await fixture.DepartmentAsync();
        var family = $"Twin{PeopleFixture.FreshTrn()}";
        var person = await fixture.ParticipantAsync(department, one => one.FamilyName = family);
        await fixture.ParticipantAsync(department, one =>
            one.PreviousNames.Add(new V1.Participant.Types.PreviousName { FamilyName = family }));
        var enquiry = await fixture.EnquiryAsync(change: one => one.Message = $"Will Ada {family} come?");

        await EraseAsync(person.Name);

        Assert.Equal(enquiry, await fixture.Groups.GetEnquiryAsync(new() { Name = enquiry.Name }));
    }

    [Theory]
    [InlineData("subjectaccess.write")]
    [InlineData("participants.sensitive")]
    public async Task Needs_both_scopes(string scope)
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
                Token.Of("*", "participants.write", scope)).EraseParticipantAsync(
                new() { Name = person.Name, Reason = Why }));
    }

    async Task<V1.EraseParticipantResponse> EraseAsync(string name) =>
        await fixture.People.EraseParticipantAsync(new() { Name = name, Reason = Why });

    async Task<IEnumerable<string>> NeededAsync(string name)
    {
        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.HasChildren, () => EraseAsync(name));
        return status.GetDetail<Google.Rpc.PreconditionFailure>()!.Violations.Select(violation => violation.Subject);
    }

    static Task<Google.Rpc.Status> WrongAsync(Func<Task> call) =>
        Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState, call);

    async Task<IEnumerable<string>> ListedAsync(bool erased)
    {
        List<string> names = [];
        var page = "";
        do
        {
            var answer = await fixture.People.ListParticipantsAsync(new()
            {
                Parent = PeopleFixture.Hub,
                OrderBy = "create_time desc",
                PageSize = 1000,
                PageToken = page,
                ShowErased = erased,
            });
            names.AddRange(answer.Participants.Select(one => one.Name));
            page = answer.NextPageToken;
        }
        while (page.Length > 0);
        return names;
    }
}

using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Errors.V1;
using Mastery.Testing;
using Kind = Mastery.Changes.V1.Change.Types.Kind;

namespace Mastery.Participants.Tests;

/// <summary>A subject access request is answered with all that is held of the person, and nothing of others.</summary>
public sealed class ExportParticipantDataTests(PeopleFixture fixture)
{
    [Fact]
    public async Task Has_every_personal_field_of_the_record()
    {
        var person = await fixture.FullPersonAsync();

        var data = await fixture.ExportAsync(person.Name);

        Assert.Empty(Unset(person).Except(["left_date"]));
        Assert.Equal(person, data.Participant);
        Assert.Equal(PeopleFixture.Text(person), PeopleFixture.Text(Parsed(data, "Participant")));
        Assert.Equal([person.Name], data.Names);
    }

    [Fact]
    public async Task Has_every_resource_that_names_the_person()
    {
        var story = await fixture.StoryAsync();

        var data = await fixture.ExportAsync(story.Person);

        Assert.Equal(
            [
                "Application", "DataRequest", "Department", "Enquiry", "Enrolment", "Letter", "MatchReview",
                "Participant", "PastParticipation", "Session", "WorkGroup",
            ],
            data.Records.Select(record => record.ResourceType)
                .Where(type => type.Contains('/', StringComparison.Ordinal))
                .Select(type => type["mastery.services/".Length..]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(data.Records, record => record.ResourceType == V1.RosterSyncEffect.Descriptor.FullName);
        Assert.All(story.Own, canary => Assert.Contains(canary, PeopleFixture.Text(data), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_nobody_else_in_it()
    {
        var story = await fixture.StoryAsync();

        var data = PeopleFixture.Text(await fixture.ExportAsync(story.Person));

        Assert.All(
            story.Others, canary => Assert.DoesNotContain(canary, data, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Names_what_may_be_about_anybody_instead_of_answering_it()
    {
        var story = await fixture.StoryAsync();

        var application = PeopleFixture.Record(await fixture.ExportAsync(story.Person), "Application");

        Assert.Contains("motivation", application.UnattributedFields);
        Assert.Contains("headteacher_agreement.display_name", application.UnattributedFields);
        Assert.DoesNotContain("motivation", application.Data.Fields.Keys);
    }

    [Fact]
    public async Task Has_the_records_that_were_merged_into_it()
    {
        var department = await fixture.DepartmentAsync();
        var survivor = await fixture.ParticipantAsync(department);
        var duplicate = await fixture.ParticipantAsync(department, one => one.Email = "second-record@example.org");
        await fixture.People.MergeParticipantsAsync(new() { Name = survivor.Name, Duplicate = duplicate.Name });

        var data = await fixture.ExportAsync(duplicate.Name);

        Assert.Equal(survivor.Name, data.Participant.Name);
        Assert.Equal(new[] { survivor.Name, duplicate.Name }.Order(StringComparer.Ordinal), data.Names);
        Assert.Equal("STATE_MERGED",
            Assert.Single(data.Records, record => record.Resource == duplicate.Name).Data.Fields["state"].StringValue);
    }

    [Fact]
    public async Task Says_what_was_changed_and_by_whom_and_nothing_where_only_others_changed()
    {
        var department = await fixture.DepartmentAsync();
        var person = await fixture.ParticipantAsync(department, one => one.Email = "before@example.org");
        var other = await fixture.ParticipantAsync(department);
        person.Email = "after@example.org";
        await fixture.People.UpdateParticipantAsync(new() { Participant = person });
        var past = await fixture.PastAsync(department);
        past.Leads.Add(person.Name);
        past = await fixture.People.UpdatePastParticipationAsync(new() { PastParticipation = past });
        past.Leads.Add(other.Name);
        await fixture.People.UpdatePastParticipationAsync(new() { PastParticipation = past });

        var data = await fixture.ExportAsync(person.Name);

        var update = Assert.Single(data.Changes,
            change => change.Resource == person.Name && change.Kind is Kind.Updated);
        Assert.Equal(["email"], update.After.Fields.Keys);
        Assert.Equal("before@example.org", update.Before.Fields["email"].StringValue);
        Assert.Equal("after@example.org", update.After.Fields["email"].StringValue);
        Assert.NotEmpty(update.Actor);
        Assert.Single(data.Changes, change => change.Resource == past.Name);
    }

    [Fact]
    public async Task Leaves_an_enquiry_to_whoever_reads_it_where_only_the_name_or_the_address_is_the_same()
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync(), one =>
        {
            (one.GivenName, one.FamilyName) = ("Zephyrine", $"Quill{PeopleFixture.FreshTrn()}");
            one.Email = $"office{PeopleFixture.FreshTrn()}@example.org";
        });
        var shared = await fixture.EnquiryAsync(change: one => one.Email = person.Email.ToUpperInvariant());
        var own = await fixture.EnquiryAsync(change: one => (one.Email, one.DisplayName) =
            (person.Email, $"{person.GivenName} {person.FamilyName}"));

        var records = (await fixture.ExportAsync(person.Name)).Records.ToDictionary(record => record.Resource);

        Assert.Equal(["display_name", "email", "message"], records[shared.Name].UnattributedFields);
        Assert.DoesNotContain("message", records[shared.Name].Data.Fields.Keys);
        Assert.Empty(records[own.Name].UnattributedFields);
        Assert.Equal(own.Message, records[own.Name].Data.Fields["message"].StringValue);
    }

    [Fact]
    public async Task Is_entered_as_read_with_every_field_in_it()
    {
        var person = await fixture.FullPersonAsync();
        var actor = $"officer-{Guid.NewGuid():N}";
        await fixture.Client<V1.ParticipantService.ParticipantServiceClient>(Token.Of("*") with { Client = actor })
            .ExportParticipantDataAsync(new() { Name = person.Name });

        var read = Assert.Single((await fixture.ExportAsync(person.Name)).SensitiveReads, read => read.Actor == actor);

        Assert.Equal([person.Name], read.Participants);
        Assert.Equal("mastery.participants.v1.ParticipantService/ExportParticipantData", read.Method);
        Assert.Superset(new HashSet<string> { "email", "family_name", "phone", "trn" }, read.Fields.ToHashSet());
    }

    [Theory]
    [InlineData("subjectaccess.read")]
    [InlineData("participants.sensitive")]
    public async Task Needs_both_scopes(string scope)
    {
        var person = await fixture.ParticipantAsync(await fixture.DepartmentAsync());

        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.Client<V1.ParticipantService.ParticipantServiceClient>(
                Token.Of("*", "participants.read", scope)).ExportParticipantDataAsync(new() { Name = person.Name }));
    }

    [Fact]
    public async Task Of_nobody_is_not_found() =>
        await Refused.WithAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, async () =>
            await fixture.ExportAsync($"{PeopleFixture.Hub}/participants/{Guid.CreateVersion7()}"));

    static V1.Participant Parsed(V1.ExportParticipantDataResponse data, string type) =>
        V1.Participant.Parser.ParseJson(PeopleFixture.Text(PeopleFixture.Record(data, type).Data));

    /// <summary>The personal fields without a value: a new one has to be in the example.</summary>
    static IEnumerable<string> Unset(V1.Participant person) => PersonalPaths(V1.Participant.Descriptor)
        .Where(path => !PeopleFixture.Text(person).Contains($"\"{Json(path)}\"", StringComparison.Ordinal));

    static IEnumerable<string> PersonalPaths(MessageDescriptor type) => type.Fields.InDeclarationOrder()
        .SelectMany(field => ContractField.Of(field).Personal ? [field.Name]
            : field.FieldType is FieldType.Message && field.MessageType.File == type.File
                ? PersonalPaths(field.MessageType) : []);

    static string Json(string name) => string.Concat(name.Split('_').Select((word, index) =>
        index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>Without DevelopmentPlans there is no answer, rather than one with a gap.</summary>
public sealed class ExportWithoutPlansTests(CatalogueDownFixture fixture) : IClassFixture<CatalogueDownFixture>
{
    [Fact]
    public async Task Is_unavailable_and_nothing_is_entered_as_read()
    {
        var people = fixture.Client<V1.ParticipantService.ParticipantServiceClient>();
        var person = await people.CreateParticipantAsync(new()
        {
            Parent = PeopleFixture.Hub,
            Participant = new() { GivenName = "Ada", FamilyName = "Lovelace" },
        });

        await Refused.WithAsync(StatusCode.Unavailable, ErrorReason.ServiceUnavailable, async () =>
            await people.ExportParticipantDataAsync(new() { Name = person.Name }));

        Assert.Empty((await people.ListSensitiveReadsAsync(
            new() { Parent = PeopleFixture.Hub, Participant = person.Name })).SensitiveReads);
    }
}

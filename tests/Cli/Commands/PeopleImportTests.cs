using Mastery.Cli.Commands;
using Mastery.Participants.V1;

namespace Mastery.Cli.Tests.Commands;

public sealed class PeopleImportTests : CommandTest
{
    const string Header = "Given name,Family name,E-mail,TRN,School,Job title,Responsibility,Post start\n";

    [Fact]
    public async Task Creates_who_is_new_and_updates_who_is_known()
    {
        var exit = await ImportAsync(Header
            + "Zoë,Priestley,zoe@example.org,123456,990001,'=Teacher,classroom-teacher,01/09/2024\n"
            + ",,ANN@example.org,,990001,Head of maths,,\n");

        Assert.Equal(ExitCode.Done, exit);
        var created = Received.Last<CreateParticipantRequest>();
        Assert.Equal(
            (People.Hub, "Zoë", "0123456"),
            (created.Parent, created.Participant.GivenName, created.Participant.Trn));
        var post = Assert.Single(created.Participant.Posts);
        Assert.Equal(
            (People.Department, "=Teacher", Responsibility.ClassroomTeacher, "2024-09-01"),
            (post.Department, post.JobTitle, post.Responsibility, post.StartDate));
        var updated = Received.Last<UpdateParticipantRequest>();
        Assert.Equal((People.Ann, "ann@example.org"), (updated.Participant.Name, updated.Participant.Email));
        Assert.Equal(["posts"], updated.UpdateMask.Paths);
        Assert.Equal(
            ("Head of maths", Responsibility.HeadOfDepartment, "2022-09-01"),
            (updated.Participant.Posts[0].JobTitle, updated.Participant.Posts[0].Responsibility,
                updated.Participant.Posts[0].StartDate));
    }

    [Fact]
    public async Task Leaves_who_is_as_the_row_says()
    {
        Assert.Equal(ExitCode.Done, await ImportAsync(
            Header + "Ann,Okafor,ann@example.org,,990001,,head of department,01/09/2022\n"));

        Assert.DoesNotContain(
            Received.Asked, asked => asked is CreateParticipantRequest or UpdateParticipantRequest);
        Assert.Contains("1 unchanged.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doubles_nobody_who_is_in_a_file_twice()
    {
        await ImportAsync(Header
            + "Zoë,Priestley,zoe@example.org,,,,,\n"
            + "Zoë,Priestley,Zoe@example.org,,990001,Teacher,,\n");

        Assert.Single(Received.Asked.OfType<CreateParticipantRequest>());
        Assert.Equal(["posts"], Received.Last<UpdateParticipantRequest>().UpdateMask.Paths);
    }

    [Fact]
    public async Task Repeats_a_request_whose_answer_it_never_had()
    {
        const string Text = Header + "Zoë,Priestley,zoe@example.org,,,,,\n";

        await ImportAsync(Text);
        await ImportAsync(Text);

        Assert.Single(
            Received.Asked.OfType<CreateParticipantRequest>().Select(request => request.RequestId).Distinct());
    }

    [Fact]
    public async Task Goes_on_after_a_refusal_and_keeps_the_row_with_the_reason()
    {
        var exit = await ImportAsync(Header
            + "No,Key,,,,,,\n"
            + "Bad,Address,none,,,,,\n"
            + "Bad,Day,day@example.org,,990001,,,31/02/2024\n"
            + "Bad,School,school@example.org,,990009,,,\n"
            + "cut off\n"
            + "=Zoë,Priestley,zoe@example.org,,,,,\n");

        Assert.Equal(ExitCode.SomeRejected, exit);
        Assert.Contains("created    line 7, =Zoë Priestley", Output, StringComparison.Ordinal);
        Assert.Contains("1 created, 5 refused.", Output, StringComparison.Ordinal);
        var rejected = await File.ReadAllLinesAsync(
            PathOf("people.rejected.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(6, rejected.Length);
        Assert.Matches("^RejectedLine,RejectedReason,Given name,", rejected[0]);
        Assert.Matches("^2,\"the row has no e-mail address, TRN or external id", rejected[1]);
        Assert.Matches("^3,participant.email: must be an e-mail address,Bad,Address,none", rejected[2]);
        Assert.Matches("post_start is '31/02/2024'", rejected[3]);
        Assert.Matches("mastery departments import makes it", rejected[4]);
    }

    [Fact]
    public async Task Says_what_it_would_do_and_does_nothing()
    {
        var exit = await ImportAsync(
            Header + "Zoë,Priestley,zoe@example.org,,,,,\nAnna,Okafor,ann@example.org,,,,,\n", "--dry-run");

        Assert.Equal(ExitCode.Done, exit);
        Assert.DoesNotContain(
            Received.Asked, asked => asked is CreateParticipantRequest or UpdateParticipantRequest);
        Assert.Contains("created    line 2, Zoë Priestley", Output, StringComparison.Ordinal);
        Assert.Contains("updated    line 3, Anna Okafor: given name", Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written: this was a dry run.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_without_a_column_by_which_people_are_known()
    {
        Assert.Equal(ExitCode.NothingDone, await ImportAsync("Given name,Family name\nZoë,Priestley\n"));

        Assert.Contains("email or trn or external_id or name", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creates_departments_that_the_hub_lacks_and_sets_heads()
    {
        var file = Write(
            "departments.csv",
            "URN;Subject;Head\n990001;mathematics;ann@example.org\n990002;science;ann@example.org\n");

        Assert.Equal(ExitCode.Done, await RunAsync("departments", "import", file, "--hub", "sussex"));

        var created = Assert.Single(Received.Asked.OfType<CreateDepartmentRequest>());
        Assert.Equal("schools/990002", created.Department.School);
        Assert.Equal(People.Ann, Assert.Single(Received.Asked.OfType<UpdateDepartmentRequest>()).Department.Head);
        Assert.Contains("1 created, 1 unchanged.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_a_person_to_another_department()
    {
        var file = Write(
            "moves.csv",
            "person,school,responsibility\nBenedict Siân,990001,key stage lead\nann@example.org,990001,\n");

        Assert.Equal(ExitCode.Done, await RunAsync("people", "move", "--from-file", file, "--hub", "sussex"));

        var move = Received.Last<MoveParticipantRequest>();
        Assert.Equal(
            (People.Ben, People.Department, Responsibility.KeyStageLead),
            (move.Name, move.Post.Department, move.Post.Responsibility));
        Assert.Contains("unchanged  line 3, ann@example.org: is there already", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merges_and_unmerges_records()
    {
        var merged = await RunAsync("people", "merge", "ann okafor", "Benedict Siân", "--hub", "sussex");
        var unmerged = await RunAsync("people", "unmerge", People.Merged, People.Ben, "--hub", "sussex");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (merged, unmerged));

        Assert.Equal(
            (People.Ann, People.Ben),
            (Received.Last<MergeParticipantsRequest>().Name, Received.Last<MergeParticipantsRequest>().Duplicate));
        Assert.Equal(People.Merged, Assert.Single(Received.Asked.OfType<UnmergeParticipantRequest>()).Name);
        Assert.Contains("is merged into no other record", Output, StringComparison.Ordinal);
    }

    Task<int> ImportAsync(string text, params string[] options) =>
        RunAsync(["people", "import", Write("people.csv", text), "--hub", "sussex", .. options]);
}

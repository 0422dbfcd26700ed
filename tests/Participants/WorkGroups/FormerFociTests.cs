using Mastery.Testing;

namespace Mastery.Participants.Tests;

/// <summary>What chose the one focus of a project without letters when it was called <c>a</c>, in every hub, read after
/// the migration. A service of its own: rows of every hub are changed.</summary>
public sealed class FormerFociTests(FormerFociTests.OwnFixture fixture) : IClassFixture<FormerFociTests.OwnFixture>
{
    const string Whole = "projects/NCP24-12/foci/whole";

    static readonly string[] Tables = ["work_group", "application", "enrolment", "enquiry"];

    [Fact]
    public async Task Are_the_whole_and_others_stay()
    {
        var there = await fixture.WorkGroupAsync(focus: Whole, hub: PeopleFixture.OtherHub);
        var group = await fixture.WorkGroupAsync(focus: Whole);
        var lettered = await fixture.WorkGroupAsync();
        var submitted = await fixture.SubmittedAsync(
            await fixture.DepartmentAsync(), application => application.Focus = Whole);
        var accepted = await fixture.Groups.AcceptApplicationAsync(
            new() { Name = submitted.Name, WorkGroup = group.Name });
        var enquiry = await fixture.EnquiryAsync(change: one => one.Focus = Whole);
        await using var owner = await fixture.Service.Database.OpenAsOwnerAsync();
        Assert.Equal(5, await WriteAsFormerlyAsync(owner));

        await owner.RunScriptAsync<DepartmentStore>("0140_whole_projects.sql");

        Assert.Equal(Whole, (await fixture.Groups.GetWorkGroupAsync(new() { Name = there.Name })).Focus);
        Assert.Equal(Whole, (await fixture.Groups.GetWorkGroupAsync(new() { Name = group.Name })).Focus);
        Assert.Equal(Whole, (await fixture.Groups.GetApplicationAsync(new() { Name = accepted.Name })).Focus);
        Assert.Equal(Whole, (await fixture.EnrolmentAsync(accepted)).Focus);
        Assert.Equal(Whole, (await fixture.Groups.GetEnquiryAsync(new() { Name = enquiry.Name })).Focus);
        Assert.Equal(
            PeopleFixture.Focus, (await fixture.Groups.GetWorkGroupAsync(new() { Name = lettered.Name })).Focus);
    }

    static async Task<int> WriteAsFormerlyAsync(Npgsql.NpgsqlConnection owner)
    {
        var rows = 0;
        foreach (var hub in (string[])[PeopleFixture.Hub, PeopleFixture.OtherHub])
        {
            await owner.SetHubAsync(hub["hubs/".Length..]);
            foreach (var table in Tables)
            {
                rows += await owner.RunAsync(
                    $"UPDATE {table} SET focus = 'projects/NCP24-12/foci/a' WHERE focus = '{Whole}'");
            }
        }

        return rows;
    }

    public sealed class OwnFixture : PeopleFixture;
}

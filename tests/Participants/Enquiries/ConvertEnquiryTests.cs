using Grpc.Core;
using Mastery.Common.V1;
using Mastery.Errors.V1;
using Mastery.Testing;
using State = Mastery.Participants.V1.Enquiry.Types.State;

namespace Mastery.Participants.Tests;

public sealed class ConvertEnquiryTests(PeopleFixture fixture)
{
    const string Paired = "projects/NCP24-14/foci/c";

    [Fact]
    public async Task Makes_the_department_and_a_draft_and_names_both()
    {
        var enquiry = await fixture.EnquiryAsync();

        var converted = await ConvertAsync(enquiry);

        var department = await fixture.People.GetDepartmentAsync(new() { Name = converted.Department });
        var draft = await fixture.Groups.GetApplicationAsync(new() { Name = converted.Application });
        Assert.Equal((State.Converted, Subject.Mathematics), (converted.State, converted.Subject));
        Assert.Equal((enquiry.School, Subject.Mathematics), (department.School, department.Subject));
        Assert.Equal(
            (department.Name, PeopleFixture.Focus, V1.Application.Types.State.Draft),
            (draft.Department, draft.Focus, draft.State));
    }

    [Fact]
    public async Task Finds_the_department_that_there_is()
    {
        var department = await fixture.DepartmentAsync();

        var converted = await ConvertAsync(await fixture.EnquiryAsync(department.School));

        Assert.Equal(department.Name, converted.Department);
    }

    [Fact]
    public async Task Answers_the_same_when_it_is_repeated()
    {
        var enquiry = await fixture.EnquiryAsync();

        var first = await ConvertAsync(enquiry);
        var again = await ConvertAsync(enquiry, change: request => request.Etag = enquiry.Etag);

        Assert.Equal(first, again);
        Assert.Single((await ApplicationsAsync(first)).Applications);
    }

    [Fact]
    public async Task Makes_one_of_each_when_it_is_called_many_times_at_once()
    {
        var enquiry = await fixture.EnquiryAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConvertAsync(enquiry)));

        Assert.Single(answers.Distinct());
        Assert.Single((await ApplicationsAsync(answers[0])).Applications);
    }

    [Fact]
    public async Task Refuses_another_focus_than_it_was_converted_to()
    {
        var enquiry = await fixture.EnquiryAsync();
        await ConvertAsync(enquiry);

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.WrongState,
            () => ConvertAsync(enquiry, Paired));
    }

    [Fact]
    public async Task Goes_on_from_an_answer()
    {
        var enquiry = await fixture.EnquiryAsync();
        await fixture.Groups.AnswerEnquiryAsync(
            new() { Name = enquiry.Name, Text = "Yes", Author = "Grace Hopper" });

        var converted = await ConvertAsync(enquiry);

        Assert.Equal((State.Converted, "Yes"), (converted.State, converted.Answer.Text));
    }

    [Fact]
    public async Task Asks_for_the_subject_where_the_focus_is_for_both()
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.Focus = Paired);

        await Refused.ForFieldAsync("subject", () => ConvertAsync(enquiry));
        var converted = await ConvertAsync(enquiry, change: request => request.Subject = Subject.Science);

        Assert.Equal(Subject.Science, converted.Subject);
    }

    [Fact]
    public async Task Asks_for_a_focus_where_the_enquiry_names_none()
    {
        var enquiry = await fixture.EnquiryAsync(change: asked => asked.Focus = "");

        await Refused.ForFieldAsync("focus", () => ConvertAsync(enquiry));
        var converted = await ConvertAsync(enquiry, PeopleFixture.Focus);

        Assert.Equal(PeopleFixture.Focus, converted.Focus);
    }

    [Fact]
    public async Task Refuses_a_department_of_another_hub_and_says_which_and_leaves_the_enquiry_open()
    {
        var department = await fixture.DepartmentAsync(hub: PeopleFixture.OtherHub);
        var enquiry = await fixture.EnquiryAsync(department.School);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.OtherHub, () => ConvertAsync(enquiry));

        Assert.Equal(PeopleFixture.OtherHub, refusal.GetDetail<Google.Rpc.ErrorInfo>().Metadata["hub"]);
        Assert.Contains("South Yorkshire Maths Hub", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(State.Open, (await fixture.Groups.GetEnquiryAsync(new() { Name = enquiry.Name })).State);
    }

    [Fact]
    public async Task Refuses_a_department_that_is_closed_and_says_how_to_reopen_it()
    {
        var department = await fixture.DepartmentAsync();
        await fixture.People.CloseDepartmentAsync(new() { Name = department.Name });
        var enquiry = await fixture.EnquiryAsync(department.School);

        var refusal = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.WrongState, () => ConvertAsync(enquiry));

        Assert.Contains("ReopenDepartment", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_draft_and_the_department_that_the_enquiry_names()
    {
        var converted = await ConvertAsync(await fixture.EnquiryAsync());

        var draft = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.Groups.DeleteApplicationAsync(new() { Name = converted.Application }).ResponseAsync);
        var department = await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.HasChildren,
            () => fixture.People.DeleteDepartmentAsync(new() { Name = converted.Department }).ResponseAsync);

        Assert.Contains("WithdrawApplication", draft.Message, StringComparison.Ordinal);
        Assert.Contains(department.GetDetail<Google.Rpc.PreconditionFailure>().Violations,
            violation => violation.Type == "enquiry");
    }

    async Task<V1.ListApplicationsResponse> ApplicationsAsync(V1.Enquiry converted) =>
        await fixture.Groups.ListApplicationsAsync(
            new() { Parent = PeopleFixture.Hub, Filter = $"department = \"{converted.Department}\"" });

    Task<V1.Enquiry> ConvertAsync(
        V1.Enquiry enquiry, string focus = "", Action<V1.ConvertEnquiryRequest>? change = null)
    {
        var request = new V1.ConvertEnquiryRequest { Name = enquiry.Name, Focus = focus };
        change?.Invoke(request);
        return fixture.Groups.ConvertEnquiryAsync(request).ResponseAsync;
    }
}
